import { type Node, VISITOR_KEYS } from '@babel/types';

/**
 * Whether a body may be put into a `try` block. Functions that are declared in it become block-scoped then, which strict
 * code cannot tell, unless two of them, or one of them and a `var`, share a name: that is an error in a block.
 */
export function canBeWrapped(body: Node & { body: readonly Node[] }, params: readonly Node[]): boolean {
  const functions = new Set<string>();
  for (const statement of body.body) {
    if (statement.type !== 'FunctionDeclaration' || !statement.id) continue;
    if (functions.has(statement.id.name)) return false;
    functions.add(statement.id.name);
  }
  if (functions.size === 0) return true;
  const isParameter = params.some((param) => namesIn(param).some((name) => functions.has(name)));
  return !isParameter && !body.body.some((statement) => declaresVar(statement, functions));
}

/** Every name that a program binds anywhere: by declaration, as a parameter or in a `catch`. */
export function boundNames(node: Node, names = new Set<string>()): Set<string> {
  const bind = (pattern: Node | null | undefined): void => {
    if (pattern) for (const name of namesIn(pattern)) names.add(name);
  };
  if (node.type === 'VariableDeclarator' || /^(?:Function|Class|TSEnumDeclaration)/.test(node.type))
    bind((node as { id?: Node }).id);
  if ('params' in node) for (const param of node.params as Node[]) bind(param);
  if (node.type === 'CatchClause') bind(node.param);
  for (const child of childrenOf(node)) boundNames(child, names);
  return names;
}

function declaresVar(node: Node, names: ReadonlySet<string>): boolean {
  if (/Function|Method|^Class/.test(node.type)) return false;
  if (node.type === 'VariableDeclaration' && node.kind === 'var') {
    if (node.declarations.some(({ id }) => namesIn(id).some((name) => names.has(name)))) return true;
  }
  return childrenOf(node).some((child) => declaresVar(child, names));
}

/** Every identifier in a pattern: more than it binds, which only makes the answer more careful. */
function namesIn(pattern: Node): string[] {
  return pattern.type === 'Identifier' ? [pattern.name] : childrenOf(pattern).flatMap(namesIn);
}

function childrenOf(node: Node): Node[] {
  return (VISITOR_KEYS[node.type] ?? []).flatMap((key) => {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    if (Array.isArray(child)) return child.filter((item) => item !== null);
    return child ? [child] : [];
  });
}
