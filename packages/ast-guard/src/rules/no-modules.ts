import type { ImportDeclaration } from '@babel/types';
import { CALL_TOOL_NAME } from '@enclave-vm/runtime-contract';
import { defineRule } from '../rule.ts';

const TOOLS_HINT = `Remove this line: ${CALL_TOOL_NAME} is there without an import.`;

export const noModules = defineRule({
  id: 'no-modules',
  family: 'modules',
  summary: 'Forbid import, export, import() and import.meta.',
  threat:
    'A module brings in code and powers that nobody judged; import() also gives the script an error object of the host.',
  severity: 'error',
  messages: {
    staticImport: { text: 'Modules cannot be imported here.', hint: 'Use the built-in functions, or call a tool.' },
    typeImport: {
      text: 'Types cannot be imported here.',
      hint: 'Write the type in the script: type User = { name: string };',
    },
    dynamicImport: { text: 'import() cannot load modules here.', hint: 'Use the built-in functions, or call a tool.' },
    importMeta: { text: 'import.meta does not exist here.', hint: 'Ask a tool for what you need to know.' },
    exported: { text: 'Nothing can be exported from here.', hint: 'Return the value: return result;' },
  },
  examples: {
    valid: [
      {
        title: 'the word in data',
        code: "const imports = ['./a.js'];\nreturn imports.map((file) => 'import ' + file);",
      },
      { title: 'inside a namespace', code: 'namespace Prices { export const vat = 0.2; }\nreturn Prices.vat;' },
      { title: 'a type import is still only a word in a string', code: "return 'export default 1';" },
    ],
    invalid: [
      { title: 'an import', code: "import fs from 'node:fs';", reports: ['staticImport'] },
      {
        title: 'a type',
        code: "import type { User } from './types';\nimport { type Page } from './types';",
        reports: ['typeImport', 'typeImport'],
      },
      { title: 'of what is there anyway', code: "import { callTool } from './tools';", reports: ['staticImport'] },
      { title: 'a dynamic import', code: "const fs = await import('node:fs');", reports: ['dynamicImport'] },
      { title: 'import.meta', code: 'return import.meta.url;', reports: ['importMeta'] },
      { title: 'an export', code: 'export const answer = 42;', reports: ['exported'] },
      { title: 'a default export', code: 'export default 42;', reports: ['exported'] },
    ],
  },
  create: ({ report }) => ({
    ImportDeclaration(at) {
      if (isTypeImport(at.node)) report({ messageId: 'typeImport', at });
      else report({ messageId: 'staticImport', at, hint: importsTools(at.node) ? TOOLS_HINT : undefined });
    },
    TSImportEqualsDeclaration: (at) => report({ messageId: 'staticImport', at }),
    ImportExpression: (at) => report({ messageId: 'dynamicImport', at }),
    Import: (at) => report({ messageId: 'dynamicImport', at }),
    MetaProperty(at) {
      if (at.node.meta.name === 'import') report({ messageId: 'importMeta', at });
    },
    ExportNamedDeclaration(at) {
      // In a namespace nothing leaves the script.
      if (at.parent?.node.type !== 'TSModuleBlock') report({ messageId: 'exported', at });
    },
    ExportDefaultDeclaration: (at) => report({ messageId: 'exported', at }),
    ExportAllDeclaration: (at) => report({ messageId: 'exported', at }),
    TSExportAssignment: (at) => report({ messageId: 'exported', at }),
    TSNamespaceExportDeclaration: (at) => report({ messageId: 'exported', at }),
  }),
});

function isTypeImport({ importKind, specifiers }: ImportDeclaration): boolean {
  if (importKind === 'type') return true;
  return (
    specifiers.length > 0 && specifiers.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type')
  );
}

function importsTools({ specifiers }: ImportDeclaration): boolean {
  return specifiers.length > 0 && specifiers.every(({ local }) => local.name === CALL_TOOL_NAME);
}
