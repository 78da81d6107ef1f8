import assert from 'node:assert/strict';
import type { SourceType } from '../parse.ts';
import type { Issue, Rule, TextEdit } from '../rule.ts';
import { Validator } from '../validator.ts';

export interface ValidCase {
  readonly title?: string;
  readonly code: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface InvalidCase extends ValidCase {
  /** The message ids that are reported, in source order. */
  readonly reports: readonly string[];
  /** What the fix makes of the code. */
  readonly fixed?: string;
}

export interface RuleCases {
  readonly valid: readonly ValidCase[];
  readonly invalid: readonly InvalidCase[];
}

/** What vitest, node:test, Jest and Mocha have in common. */
export interface TestFramework {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => void) => unknown;
}

export interface RuleTester {
  /** Makes one test of each case, and of each example that the rule itself has. */
  run(rule: Rule, cases?: Partial<RuleCases>): void;
}

/**
 * Makes a tester for rules.
 *
 * @example
 * import { describe, it } from 'vitest'; // or from 'node:test'
 * ruleTester({ describe, it }).run(noSecrets);
 */
export function ruleTester(
  { describe, it }: TestFramework,
  { sourceType = 'body' }: { readonly sourceType?: SourceType } = {},
): RuleTester {
  const judge = (rule: Rule, { code, options = {} }: ValidCase): { issues: readonly Issue[]; fixed: string } => {
    const validator = new Validator({
      sourceType,
      extraRules: [rule],
      rules: { [rule.id]: [rule.severity, options] },
    });
    return { issues: validator.validate(code).issues, fixed: validator.fix(code).code };
  };
  return {
    run(rule, { valid = [], invalid = [] } = {}) {
      describe(rule.id, () => {
        for (const one of [...rule.examples.valid, ...valid]) {
          it(`allows ${one.title ?? one.code}`, () => assert.deepEqual(judge(rule, one).issues, []));
        }
        for (const one of [...rule.examples.invalid, ...invalid]) {
          it(`reports ${one.title ?? one.code}`, () => {
            const { issues, fixed } = judge(rule, one);
            assert.deepEqual(
              issues.map(({ messageId }) => messageId),
              [...one.reports],
            );
            assert.equal(fixed, one.fixed ?? one.code);
          });
        }
      });
    },
  };
}

/** The code that comes out when `edits` are applied: for tests of suggestions. */
export function applyEdits(code: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), code);
}
