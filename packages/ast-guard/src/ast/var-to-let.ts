import type { Identifier, VariableDeclaration } from '@babel/types';
import type { TextEdit } from '../rule.ts';
import type { Binding, Scope, Site } from './site.ts';

/**
 * The edit that makes `let` of a `var`, or undefined when that could change what the code does: the variable is
 * declared twice, used before its line or outside its block, in a loop, or in a function that is hoisted above it.
 */
export function varToLet(
  site: Site<VariableDeclaration>,
  bindings: readonly Binding[],
): readonly TextEdit[] | undefined {
  const { start } = site.node;
  if (start == null || isRepeated(site) || site.parent?.node.type === 'SwitchCase') return undefined;
  const own = bindings.filter((binding) => binding.declarations.some((declaration) => isInside(declaration, site)));
  if (own.length === 0 || !own.every((binding) => isBlockScoped(binding, site))) return undefined;
  return [{ start, end: start + 3, text: 'let' }];
}

function isInside(site: Site, outer: Site): boolean {
  for (let up: Site | null = site; up !== null; up = up.parent) if (up === outer) return true;
  return false;
}

function isRepeated(site: Site): boolean {
  for (let up = site.parent; up !== null; up = up.parent) {
    if (/^(?:For|While|DoWhile)/.test(up.node.type)) return true;
    if ('params' in up.node) return false;
  }
  return false;
}

function isBlockScoped(binding: Binding, site: Site): boolean {
  const end = site.node.end ?? 0;
  if (binding.declarations.length !== 1) return false;
  return binding.references.every(
    (use) => (use.node.start ?? 0) >= end && sees(use, site.scope) && !isHoisted(use, site),
  );
}

/** A function declaration can be called before the line that declares the variable. */
function isHoisted(use: Site, site: Site): boolean {
  for (let up = use.parent; up !== null && up !== site.parent; up = up.parent) {
    if (up.node.type === 'FunctionDeclaration') return true;
  }
  return false;
}

/** Whether the block that declares is around the use. */
function sees(use: Site<Identifier>, scope: Scope): boolean {
  for (let at: Scope | null = use.scope; at !== null; at = at.parent) if (at === scope) return true;
  return false;
}
