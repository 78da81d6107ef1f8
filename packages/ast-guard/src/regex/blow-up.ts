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
      if (element.alternatives.length > 1 && element.alternatives.length <= 12 && overlaps(element, literal)) {
        found = shorten(quantifier.raw);
      }
    },
  });
  return found;
}

function overlaps(group: AST.Group | AST.CapturingGroup, literal: AST.RegExpLiteral): boolean {
  const { JS, NFA, isDisjointWith } = load<typeof Refa>('refa');
  const parser = JS.Parser.fromAst(literal);
  const options = { assertions: 'unknown', backreferences: 'unknown', maxNodes: 2_000 } as const;
  try {
    const automata = group.alternatives.map((alternative) => {
      const { expression, maxCharacter } = parser.parseElement(alternative, options);
      return NFA.fromRegex(expression, { maxCharacter }, {}, new NFA.LimitedNodeFactory(2_000));
    });
    return automata.some((one, i) => {
      const others = automata.filter((_, j) => j !== i);
      const sequence = NFA.empty({ maxCharacter: one.maxCharacter });
      for (const other of others) sequence.union(other);
      sequence.quantify(1, Number.POSITIVE_INFINITY);
      return !isDisjointWith(one, sequence, { maxProductNodes: 2_000 } as never);
    });
  } catch {
    // Too large for the bounds above, or an assertion that the automaton cannot hold: not known to be ambiguous.
    return false;
  }
}
