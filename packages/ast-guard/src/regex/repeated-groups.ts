import type { AST } from '@eslint-community/regexpp';
import { flatten, isCharacter, isGroup, isOptional, matcherOf, onlyAlternative } from './elements.ts';

/** A group that repeats and is in no other such group. */
export interface RepeatedGroup {
  readonly quantifier: AST.Quantifier;
  /** Whether something comes after it that may fail: else no other way to match is ever tried. */
  readonly isFollowed: boolean;
  /** How many repetitions there are in it, with its own. */
  readonly repetitions: number;
  readonly hasBackreference: boolean;
}

/** Turns from which on a doubling of the ways to match is felt. */
const MANY_TURNS = 16;

export function repeatedGroupsOf(pattern: AST.Pattern): RepeatedGroup[] {
  const found: RepeatedGroup[] = [];
  for (const { elements } of pattern.alternatives) collect(elements, false, found);
  return found;
}

function collect(elements: readonly AST.Element[], isFollowed: boolean, found: RepeatedGroup[]): void {
  for (const [i, element] of elements.entries()) {
    const goesOn = isFollowed || elements.slice(i + 1).some((next) => !isOptional(next));
    if (element.type === 'Quantifier' && isGroup(element.element) && element.max > 1) {
      found.push({ quantifier: element, isFollowed: goesOn, ...contentsOf(element) });
    } else if (element.type === 'Quantifier') {
      collect([element.element], goesOn, found);
    } else if ('alternatives' in element) {
      for (const alternative of element.alternatives) {
        if ('elements' in alternative) collect(alternative.elements as AST.Element[], goesOn, found);
      }
    }
  }
}

function contentsOf(quantifier: AST.Quantifier): Pick<RepeatedGroup, 'repetitions' | 'hasBackreference'> {
  let repetitions = 0;
  let hasBackreference = false;
  const stack: AST.Element[] = [quantifier];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (element.type === 'Backreference') hasBackreference = true;
    if (element.type === 'Quantifier') {
      repetitions++;
      stack.push(element.element);
    } else if ('alternatives' in element) {
      for (const alternative of element.alternatives) {
        if ('elements' in alternative) stack.push(...(alternative.elements as AST.Element[]));
      }
    }
  }
  return { repetitions, hasBackreference };
}

/** A repetition whose body may be one repetition alone, as in `(a+)+` and `(\w+\s?)*`. */
export function isRepetitionOfRepetition({ quantifier, isFollowed }: RepeatedGroup): boolean {
  return isFollowed && quantifier.max >= MANY_TURNS && mayBeOneRepetition(quantifier.element);
}

function mayBeOneRepetition(group: AST.Element): boolean {
  if (group.type !== 'Group' && group.type !== 'CapturingGroup') return false;
  return group.alternatives.some(({ elements }) =>
    elements.some((element, i) => {
      if (!elements.every((other, j) => i === j || isOptional(other))) return false;
      if (element.type === 'Quantifier') return element.max === Number.POSITIVE_INFINITY;
      return mayBeOneRepetition(element);
    }),
  );
}

/**
 * Whether it is plain that there is one way only to match a text: the body always has the same length, or it has one
 * part of any length, and begins or ends with a character that is nowhere else in it, as in `(?:\.[a-z]+)+`.
 */
export function isPlainlySafe({ quantifier }: RepeatedGroup, flags: string): boolean {
  const body = onlyAlternative(quantifier.element);
  if (body === null) return false;
  const elements = flatten(body.elements);
  const parts = elements.map((element) => (element.type === 'Quantifier' ? element.element : element));
  if (parts.length === 0 || !parts.every(isCharacter)) return false;
  const variable = elements.filter((element) => element.type === 'Quantifier' && element.min !== element.max);
  if (variable.length === 0) return true;
  if (variable.length > 1) return false;
  return [0, elements.length - 1].some((edge) => {
    const mark = elements[edge];
    if (mark?.type !== 'Character') return false;
    const character = String.fromCodePoint(mark.value);
    return parts.every((part, i) => i === edge || !matcherOf(part, flags)(character));
  });
}
