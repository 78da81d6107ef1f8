import { createRequire } from 'node:module';
import type * as Regexpp from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';
import type * as Refa from 'refa';
import type * as Scslre from 'scslre';
import { parsePattern } from './elements.ts';
import { plainProperties } from './plain-properties.ts';
import { isPlainlySafe, isRepetitionOfRepetition, type RepeatedGroup, repeatedGroupsOf } from './repeated-groups.ts';

// The analysers are large, and few scripts have a repeated group that needs them: they are loaded with the first one.
const require = createRequire(import.meta.url);
const load = <T>(name: string): T => require(name) as T;

const REPETITION = /[*+?]|\{\d/g;
const REPEATED_GROUP = /\)(?:[*+]|\{\d*,?\d*\})/;

/** Only a group that repeats can need exponential time. Cheap: looks at the text alone. */
export function mayBlowUp(pattern: string): boolean {
  return REPEATED_GROUP.test(pattern);
}

/** What the analysis of one source may cost together; it grows with the square of the repetitions in a group. */
export interface AnalysisBudget {
  left: number;
}

const BUDGET = 120;
/** Repetitions inside one repeated group, beyond which it is not analysed. */
const MAX_REPETITIONS = 10;
/** More than this in one group is enough to know, and listing all takes long. */
const MAX_REPORTS = 6;

export const analysisBudget = (): AnalysisBudget => ({ left: BUDGET });

/** The part of a pattern that makes its time exponential, or that is too complex to be judged. */
export interface BlowUp {
  readonly kind: 'exponential' | 'tooComplex';
  readonly part: string;
}

/**
 * The first repeated group that needs exponential time, or null. Groups are analysed one by one: two in a row only
 * multiply their times. Bounded by the size of what is analysed, not by a clock: the same pattern always gives the same.
 */
export function findBlowUp(pattern: string, flags: string, budget: AnalysisBudget): BlowUp | null {
  const written = parsePattern(pattern, flags);
  if (written === null) return null;
  const shown = repeatedGroupsOf(written);
  // The analyser knows the newest flag by name alone: what makes no use of it means the same with the one before.
  const simple = { pattern: plainProperties(pattern, flags), flags: flags.replace('v', 'u') };
  const isSame = simple.pattern === pattern && simple.flags === flags;
  const parsed = isSame ? written : parsePattern(simple.pattern, simple.flags);
  const judged = parsed === null ? { pattern, flags, weight: HEAVY } : { ...simple, weight: 1 };
  for (const [i, group] of (parsed === null ? shown : repeatedGroupsOf(parsed)).entries()) {
    const kind = judgeGroup(group, judged, budget);
    if (kind !== null) return { kind, part: shorten(shown[i]?.quantifier.raw ?? pattern) };
  }
  return null;
}

interface Judged {
  readonly pattern: string;
  readonly flags: string;
  /** What the analysis costs, compared with that of a plain pattern. */
  readonly weight: number;
}

/** What the sets of the newest flag, and the lists of characters in them, cost. */
const HEAVY = 10;

function judgeGroup(
  group: RepeatedGroup,
  { pattern, flags, weight }: Judged,
  budget: AnalysisBudget,
): BlowUp['kind'] | null {
  if (isRepetitionOfRepetition(group)) return 'exponential';
  if (isPlainlySafe(group, flags)) return null;
  // A reference may name a group outside: then all of the pattern is analysed.
  const repetitions = group.hasBackreference ? (pattern.match(REPETITION) ?? []).length : group.repetitions;
  budget.left -= (repetitions ** 2 + 4) * weight;
  if (repetitions > MAX_REPETITIONS || budget.left < 0) return 'tooComplex';
  return analyse(group, pattern, flags);
}

function analyse({ quantifier, isFollowed, hasBackreference }: RepeatedGroup, pattern: string, flags: string) {
  const { RegExpParser } = load<typeof Regexpp>('@eslint-community/regexpp');
  const source = hasBackreference ? pattern : quantifier.raw;
  const literal = new RegExpParser().parseLiteral(
    `/${source.replace(/\\.|\//gs, (part) => (part === '/' ? '\\/' : part))}/${flags}`,
  );
  const { reports } = load<typeof Scslre>('scslre').analyse(
    { pattern: literal.pattern, flags: literal.flags },
    { reportTypes: { Move: false }, maxReports: MAX_REPORTS, assumeRejectingSuffix: isFollowed && !hasBackreference },
  );
  if (reports.some((report) => report.exponential)) return 'exponential';
  if (reports.length >= MAX_REPORTS) return 'tooComplex';
  return hasAmbiguousAlternatives(literal) ? 'exponential' : null;
}

function shorten(part: string): string {
  return part.length > 40 ? `${part.slice(0, 39)}…` : part;
}

const MAX_ALTERNATIVES = 12;

/** A repeated group of which one alternative can also be read as a sequence of the others, as in `(a|aa)*`. */
function hasAmbiguousAlternatives(literal: AST.RegExpLiteral): boolean {
  const { visitRegExpAST } = load<typeof Regexpp>('@eslint-community/regexpp');
  let found = false;
  visitRegExpAST(literal, {
    onQuantifierEnter(quantifier) {
      const { element, max } = quantifier;
      if (found || max < 16 || (element.type !== 'Group' && element.type !== 'CapturingGroup')) return;
      const count = element.alternatives.length;
      if (count > MAX_ALTERNATIVES) return;
      found = Number.isFinite(max) ? mayBeEmpty(element, literal) : count > 1 && overlaps(element, literal);
    },
  });
  return found;
}

/** `(a?){30}` can leave out any of its thirty turns: there are 2^30 ways to match one text. */
function mayBeEmpty(group: AST.Group | AST.CapturingGroup, literal: AST.RegExpLiteral): boolean {
  const automata = automataOf(group, literal);
  return automata?.some((nfa) => nfa.test([])) ?? false;
}

function overlaps(group: AST.Group | AST.CapturingGroup, literal: AST.RegExpLiteral): boolean {
  const { NFA, isDisjointWith } = load<typeof Refa>('refa');
  const automata = automataOf(group, literal) ?? [];
  try {
    return automata.some((one, i) => {
      const sequence = NFA.empty({ maxCharacter: one.maxCharacter });
      for (const [j, other] of automata.entries()) if (i !== j) sequence.union(other);
      sequence.quantify(1, Number.POSITIVE_INFINITY);
      return !isDisjointWith(one, sequence, { maxProductNodes: MAX_NODES } as never);
    });
  } catch {
    // Too large for the bound: not known to be ambiguous.
    return false;
  }
}

const MAX_NODES = 2_000;

/** One automaton for each alternative, or null when one is too large or holds an assertion. */
function automataOf(group: AST.Group | AST.CapturingGroup, literal: AST.RegExpLiteral): Refa.NFA[] | null {
  const { JS, NFA } = load<typeof Refa>('refa');
  const parser = JS.Parser.fromAst(literal);
  const options = { assertions: 'unknown', backreferences: 'unknown', maxNodes: MAX_NODES } as const;
  try {
    return group.alternatives.map((alternative) => {
      const { expression, maxCharacter } = parser.parseElement(alternative, options);
      return NFA.fromRegex(expression, { maxCharacter }, {}, new NFA.LimitedNodeFactory(MAX_NODES));
    });
  } catch {
    return null;
  }
}
