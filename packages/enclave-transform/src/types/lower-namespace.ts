import type { Node, TSModuleDeclaration } from '@babel/types';
import type { PluginContext } from '../plugin.ts';
import type { Eraser } from './erase.ts';

const HINT = 'Write a constant object, or plain functions.';

/** Whether a namespace, or what a statement of one declares, is nothing but types: it leaves no code. */
export function holdsTypesAlone(node: Node): boolean {
  switch (node.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return true;
    case 'ExportNamedDeclaration':
      return node.declaration ? holdsTypesAlone(node.declaration) : node.exportKind === 'type';
    case 'TSModuleDeclaration':
      return node.body?.type === 'TSModuleBlock' && node.body.body.every(holdsTypesAlone);
    default:
      return 'declare' in node && node.declare === true;
  }
}

/**
 * Writes a namespace as a function that makes the object. What is exported stays a declaration, and becomes a property as
 * soon as it has its value: functions at once, all else behind its statement.
 *
 * ```ts
 * namespace Geo { export const R = 6371; export function far(a) { return a * R; } }
 * const Geo=((Geo)=>{Geo.far=far; const R = 6371;Geo.R=R; function far(a) { return a * R; } return Geo})({});
 * ```
 */
export function lowerNamespace(node: TSModuleDeclaration, ancestors: readonly Node[], tools: Tools): void {
  const { splice, source } = tools.context;
  const refuse: (at: Node, message: string) => never = (at, message) =>
    tools.context.refuse(at, 'UNSUPPORTED_TYPESCRIPT', message, HINT);
  if (node.id.type !== 'Identifier' || node.body?.type !== 'TSModuleBlock')
    refuse(node, 'The name of a namespace has no dots here.');
  const { name } = node.id;
  const { body } = node.body;
  if ((declarationsBeside(ancestors).get(name) ?? 0) > 1)
    refuse(node, `"${name}" is declared twice, and a namespace is not merged with anything.`);
  let hoisted = '';
  for (const statement of body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const { declaration } = statement;
    if (!declaration) refuse(statement, 'A namespace exports declarations alone.');
    tools.eraser.blank(statement.start as number, declaration.start as number);
    if (holdsTypesAlone(declaration) || declaration.type === 'TSDeclareFunction') continue;
    const names = exportedNames(declaration);
    if (names === undefined) refuse(statement, 'A namespace exports constants and functions here, no variables.');
    const assignments = names.map((one) => `${name}.${one}=${one};`).join('');
    if (declaration.type === 'FunctionDeclaration') hoisted += assignments;
    else splice.after(statement.end as number, `;${assignments}`);
  }
  const start = node.start as number;
  const inner = (node.body.start as number) + 1;
  const lineEnds = source.slice(start, inner).replace(/[^\r\n\u2028\u2029]+/g, '');
  splice.replace(start, inner, `const ${name}=((${name})=>{${hoisted}${lineEnds}`);
  const end = node.end as number;
  splice.replace(end - 1, end, `;return ${name}})({});`);
}

interface Tools {
  readonly context: PluginContext;
  readonly eraser: Eraser;
}

/** The names that an exported declaration makes, or nothing when they may change later. */
function exportedNames(declaration: Node): string[] | undefined {
  if (declaration.type !== 'VariableDeclaration') {
    const name = nameOf(declaration);
    return name === undefined ? undefined : [name];
  }
  const ids = declaration.declarations.map(({ id }) => id);
  const areConstant = declaration.kind === 'const' && ids.every(({ type }) => type === 'Identifier');
  return areConstant ? ids.map((id) => (id as { name: string }).name) : undefined;
}

const counted = new WeakMap<Node, ReadonlyMap<string, number>>();

/** How often each name is declared in the block around, types aside; worked out once for each block. */
function declarationsBeside(ancestors: readonly Node[]): ReadonlyMap<string, number> {
  const block = ancestors.findLast((node) => 'body' in node && Array.isArray(node.body)) as Node & { body: Node[] };
  const known = counted.get(block);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const statement of block.body) {
    const declared = (statement.type === 'ExportNamedDeclaration' && statement.declaration) || statement;
    const name = holdsTypesAlone(declared) ? undefined : nameOf(declared);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  counted.set(block, counts);
  return counts;
}

function nameOf(node: Node): string | undefined {
  const { id } = node as { id?: Node | null };
  return id?.type === 'Identifier' ? id.name : undefined;
}
