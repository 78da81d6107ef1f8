import { type Node, VISITOR_KEYS } from '@babel/types';

type Body = Node & { readonly body: readonly Node[] };

/**
 * Whether a body may be put into a `try` block. Functions that are declared in it become block-scoped then, which strict
 * code cannot tell, unless two of them, or one of them and a `var`, share a name: that is an error in a block.
 */
export function canBeWrapped(body: Body): boolean {
  const functions = new Set<string>();
  for (const statement of body.body) {
    if (statement.type !== 'FunctionDeclaration' || !statement.id) continue;
    if (functions.has(statement.id.name)) return false;
    functions.add(statement.id.name);
  }
  return functions.size === 0 || !body.body.some((statement) => declaresVar(statement, functions));
}

/**
 * The runs of statements of a body that may each be put into a `try` block: all in one, or, where functions share a name,
 * those between the functions. None if a binding of one run would not be seen by the others.
 */
export function wrappableRuns(body: Body): readonly (readonly Node[])[] {
  if (body.body.length === 0) return [];
  if (canBeWrapped(body)) return [body.body];
  if (body.body.some(declaresInBlock)) return [];
  const runs: Node[][] = [[]];
  for (const statement of body.body) {
    if (statement.type === 'FunctionDeclaration') runs.push([]);
    else runs.at(-1)?.push(statement);
  }
  return runs.filter((run) => run.length > 0);
}

function declaresInBlock(statement: Node): boolean {
  if (statement.type === 'VariableDeclaration') return statement.kind !== 'var';
  return /^(?:Class|TSEnum|TSModule)Declaration$/.test(statement.type);
}

/** Every name that a program binds anywhere: by declaration, as a parameter or in a `catch`. */
export function boundNames(node: Node, names = new Set<string>()): Set<string> {
  const bind = (pattern: Node | null | undefined): void => {
    if (pattern) for (const name of namesIn(pattern)) names.add(name);
  };
  if (node.type === 'VariableDeclarator' || /^(?:Function|Class|TS(?:Enum|Module)Declaration)/.test(node.type))
    bind((node as { id?: Node }).id);
  if ('params' in node) for (const param of node.params as Node[]) bind(param);
  if (node.type === 'CatchClause') bind(node.param);
  for (const child of childrenOf(node)) boundNames(child, names);
  return names;
}

/** Whether one of `names` is a `var` of the function that this is a part of. */
export function declaresVar(node: Node, names: ReadonlySet<string>): boolean {
  if (/Function|Method|^Class/.test(node.type)) return false;
  if (node.type === 'VariableDeclaration' && node.kind === 'var') {
    if (node.declarations.some(({ id }) => namesIn(id).some((name) => names.has(name)))) return true;
  }
  return childrenOf(node).some((child) => declaresVar(child, names));
}

/** Every identifier in a pattern: more than it binds, which only makes the answer more careful. */
export function namesIn(pattern: Node): string[] {
  return pattern.type === 'Identifier' ? [pattern.name] : childrenOf(pattern).flatMap(namesIn);
}

function childrenOf(node: Node): Node[] {
  return (VISITOR_KEYS[node.type] ?? []).flatMap((key) => {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    if (Array.isArray(child)) return child.filter((item) => item !== null);
    return child ? [child] : [];
  });
}
