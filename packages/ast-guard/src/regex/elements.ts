import { createRequire } from 'node:module';
import type * as Regexpp from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';

// Most scripts have no pattern that needs a parser: it is loaded when the first one is met.
const require = createRequire(import.meta.url);

/** The syntax of a pattern, or null when it is not well formed: making it then fails at run time, and not slowly. */
export function parsePattern(pattern: string, flags: string): AST.Pattern | null {
  const { RegExpParser } = require('@eslint-community/regexpp') as typeof Regexpp;
  const modes = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
  try {
    return new RegExpParser().parsePattern(pattern, 0, pattern.length, modes);
  } catch {
    return null;
  }
}

export function isGroup({ type }: AST.Element): boolean {
  return type === 'Group' || type === 'CapturingGroup';
}

/** Whether the element stands for one character. */
export function isCharacter({ type }: AST.Element): boolean {
  return type === 'Character' || type === 'CharacterSet' || type === 'CharacterClass';
}

/** The elements of a sequence; groups that do nothing but hold one alternative are as if they were not there. */
export function flatten(elements: readonly AST.Element[]): AST.Element[] {
  return elements.flatMap((element) => {
    const only = onlyAlternative(element);
    return only === null ? [element] : flatten(only.elements);
  });
}

/** The alternative of a group that has just one. */
export function onlyAlternative(element: AST.Element): AST.Alternative | null {
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return null;
  const [only, other] = element.alternatives;
  return other === undefined ? (only ?? null) : null;
}

/** Whether the element may match nothing, as far as its syntax tells. */
export function isOptional(element: AST.Element): boolean {
  if (element.type === 'Quantifier') return element.min === 0 || isOptional(element.element);
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return false;
  return element.alternatives.some(({ elements }) => elements.every(isOptional));
}

/** Says of a character whether the element, which stands for one, matches it. */
export function matcherOf({ raw }: AST.Element, flags: string): (character: string) => boolean {
  const matcher = new RegExp(`^(?:${raw})$`, flags.replace(/[^iuvs]/g, ''));
  return (character) => matcher.test(character);
}
