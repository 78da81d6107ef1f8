import { createRequire } from 'node:module';
import type * as Regexpp from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';
import type * as Refa from 'refa';
import type * as Scslre from 'scslre';

// The analysers are large and most scripts have no repeated group: they are loaded when the first one is met.
const require = createRequire(import.meta.url);
const load = <T>(name: string): T => require(name) as T;

/** Groups that repeat, beyond which a pattern is not worth the analysis. */
const MAX_REPEATED_GROUPS = 12;
const REPEATED_GROUP = /\)(?:[*+]|\{\d*,?\d*\})/g;

/** Only a group that repeats can need exponential time. Cheap: looks at the text alone. */
export function mayBlowUp(pattern: string): boolean {
  REPEATED_GROUP.lastIndex = 0;
  return REPEATED_GROUP.test(pattern);
}

/** The part of the pattern that makes its time exponential, or null. The pattern must be short: see the rule. */
export function findBlowUp(pattern: string, flags: string): string | null {
  if ((pattern.match(REPEATED_GROUP) ?? []).length > MAX_REPEATED_GROUPS) return shorten(pattern);
  const { RegExpParser } = load<typeof Regexpp>('@eslint-community/regexpp');
  const parser = new RegExpParser();
  let literal: AST.RegExpLiteral;
  try {
    literal = parser.parseLiteral(`/${pattern === '' ? '(?:)' : escapeSlashes(pattern)}/${flags}`);
  } catch {
    // Not a regular expression: making it fails at run time, and slowly it is not.
    return null;
  }
  const { analyse } = load<typeof Scslre>('scslre');
  const { reports } = analyse({ pattern: literal.pattern, flags: literal.flags });
  const found = reports.find((report) => report.exponential);
  if (found !== undefined) return shorten('quant' in found ? found.quant.raw : found.startQuant.raw);
  return ambiguousAlternatives(literal);
}

function escapeSlashes(pattern: string): string {
  return pattern.replace(/\\.|\//gs, (part) => (part === '/' ? '\\/' : part));
}

function shorten(part: string): string {
  return part.length > 40 ? `${part.slice(0, 39)}…` : part;
}

/** A repeated group of which one alternative can also be read as a sequence of the others, as in `(a|aa)*`. */
function ambiguousAlternatives(literal: AST.RegExpLiteral): string | null {
  const { visitRegExpAST } = load<typeof Regexpp>('@eslint-community/regexpp');
  let found: string | null = null;
  visitRegExpAST(literal, {
    onQuantifierEnter(quantifier) {
      const { element, max } = quantifier;
      if (found !== null || max < 16 || (element.type !== 'Group' && element.type !== 'CapturingGroup')) return;
      const count = element.alternatives.length;
      const isAmbiguous = Number.isFinite(max) ? mayBeEmpty(element, literal) : count > 1 && overlaps(element, literal);
      if (count <= 12 && isAmbiguous) found = shorten(quantifier.raw);
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
