import type { Node } from '@babel/types';

export interface Feature {
  readonly types: readonly Node['type'][];
  /** Narrows the node types down. */
  readonly when?: (node: Node) => boolean;
  /** Starts the message: subject and verb. */
  readonly what: string;
  readonly instead: string;
}

const isGenerator = (node: Node): boolean => 'generator' in node && node.generator === true;

/** A namespace of nothing but types leaves no code. */
function isOnlyTypes(node: Node): boolean {
  if (node.type === 'ExportNamedDeclaration')
    return node.declaration ? isOnlyTypes(node.declaration) : node.exportKind === 'type';
  if ('declare' in node && node.declare === true) return true;
  if (node.type === 'TSModuleDeclaration')
    return node.body?.type === 'TSModuleBlock' && node.body.body.every(isOnlyTypes);
  return node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration';
}

/** Parts of the language that a security level may take away. */
export const SYNTAX_FEATURES = {
  var: {
    types: ['VariableDeclaration'],
    when: (node) => node.type === 'VariableDeclaration' && node.kind === 'var' && node.declare !== true,
    what: '"var" is',
    instead: 'Use const, or let for a variable that changes.',
  },
  functions: {
    types: ['FunctionDeclaration', 'FunctionExpression', 'ObjectMethod'],
    when: (node) => !isGenerator(node),
    what: 'Functions with the word "function" and methods are',
    instead: 'Use an arrow function: const name = (x) => { ... };',
  },
  exceptions: {
    types: ['TryStatement', 'ThrowStatement'],
    what: '"try" and "throw" are',
    instead: 'Test the data with if, and return what you found.',
  },
  switch: {
    types: ['SwitchStatement'],
    what: '"switch" is',
    instead: 'Use if and else, or look the value up in an object.',
  },
  'for-in': { types: ['ForInStatement'], what: '"for-in" is', instead: 'Use for (const key of Object.keys(data)).' },
  classes: {
    types: ['ClassDeclaration', 'ClassExpression'],
    when: (node) => !('declare' in node && node.declare === true),
    what: 'Classes are',
    instead: 'Use plain objects and functions.',
  },
  generators: {
    types: ['FunctionDeclaration', 'FunctionExpression', 'ObjectMethod', 'ClassMethod', 'ClassPrivateMethod'],
    when: isGenerator,
    what: 'Generators are',
    instead: 'Collect the values in an array and return it.',
  },
  'regular-expressions': {
    types: ['RegExpLiteral'],
    what: 'Regular expressions are',
    instead: 'Use the string methods: includes, startsWith, split, indexOf.',
  },
  labels: {
    types: ['LabeledStatement'],
    what: 'Labels are',
    instead: 'Put the inner loop into a function and return from it.',
  },
  'for-await': {
    types: ['ForOfStatement'],
    when: (node) => node.type === 'ForOfStatement' && node.await,
    what: '"for await" is',
    instead: 'Await each item in the loop: for (const item of items) { const value = await item; }',
  },
  enums: {
    types: ['TSEnumDeclaration'],
    when: (node) => node.type === 'TSEnumDeclaration' && node.declare !== true,
    what: 'Enums are',
    instead: 'Use an object: const Color = { Red: "red" } as const;',
  },
  namespaces: {
    types: ['TSModuleDeclaration'],
    when: (node) => !isOnlyTypes(node),
    what: 'Namespaces are',
    instead: 'Use an object: const Geo = { radius: 6371 };',
  },
} as const satisfies Record<string, Feature>;

export type SyntaxFeature = keyof typeof SYNTAX_FEATURES;
