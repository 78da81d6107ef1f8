import * as v from 'valibot';
import type { ActiveRule } from './check.ts';
import { didYouMean } from './did-you-mean.ts';
import { DEFAULT_LIMITS, type SourceLimits } from './limits.ts';
import type { Language, SourceType } from './parse.ts';
import type { Rule, Severity } from './rule.ts';
import { RULES } from './rules/index.ts';

/** How one rule is set: off, its severity, or its severity and its options. */
export type RuleSetting = 'off' | Severity | readonly [Severity, Readonly<Record<string, unknown>>];

/** Everything that decides how a source is judged. Plain data but for `extraRules`: it prints and diffs. */
export interface GuardConfig {
  /** Shown in output; presets name themselves. */
  readonly name?: string;
  /** `auto`, the default, reads JavaScript first and TypeScript when that fails. */
  readonly language?: Language | 'auto';
  /** `body`, the default, is the body of an async function: top-level `await` and `return` are allowed. */
  readonly sourceType?: SourceType;
  /** Rules that are not named do not run. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Rules of your own, made with `defineRule`; each still has to be set in `rules`. */
  readonly extraRules?: readonly Rule[];
  readonly limits?: Partial<SourceLimits>;
  /** Issues that one result may list. Default 100. */
  readonly maxIssues?: number;
}

export interface ResolvedConfig {
  readonly language: Language | 'auto';
  readonly sourceType: SourceType;
  readonly active: readonly ActiveRule[];
  readonly limits: SourceLimits;
  readonly maxIssues: number;
}

const POSITIVE = v.pipe(v.number(), v.integer(), v.minValue(1));
const SETTING = v.union([
  v.picklist(['off', 'error', 'warning']),
  v.tuple([v.picklist(['error', 'warning']), v.record(v.string(), v.unknown())]),
]);
/** What `defineRule` takes. */
export const RULE: v.GenericSchema<Rule> = v.custom<Rule>((given) => {
  const { id, messages, create, options } = (given ?? {}) as Partial<Record<keyof Rule, unknown>>;
  if (typeof id !== 'string' || typeof create !== 'function' || typeof messages !== 'object') return false;
  return options === undefined || (typeof options === 'object' && options !== null && '~run' in options);
}, 'This is no rule: make it with defineRule(...), its options with a schema of valibot');
const CONFIG = v.strictObject({
  name: v.optional(v.string()),
  language: v.optional(v.picklist(['js', 'ts', 'auto']), 'auto'),
  sourceType: v.optional(v.picklist(['body', 'script', 'module']), 'body'),
  rules: v.record(v.string(), SETTING),
  extraRules: v.optional(v.array(RULE), []),
  limits: v.optional(
    v.strictObject({
      maxSourceLength: v.optional(POSITIVE),
      maxBracketDepth: v.optional(POSITIVE),
      maxTokens: v.optional(POSITIVE),
      maxComments: v.optional(POSITIVE),
      maxNodeDepth: v.optional(POSITIVE),
    }),
    {},
  ),
  maxIssues: v.optional(POSITIVE, 100),
});

/** Checks a configuration and gives each rule its options. Throws a TypeError that names what is wrong. */
export function resolveConfig(config: GuardConfig): ResolvedConfig {
  const { extraRules, limits, rules, ...rest } = parseOptions(CONFIG, config, 'configuration');
  const known = new Map<string, Rule>(RULES.map((rule) => [rule.id, rule]));
  for (const rule of extraRules) {
    if (known.has(rule.id)) throw new TypeError(`There is already a rule called "${rule.id}".`);
    known.set(rule.id, rule);
  }
  const active: ActiveRule[] = [];
  for (const [id, setting] of Object.entries(rules)) {
    const rule = known.get(id);
    if (rule === undefined) throw new TypeError(`Unknown rule "${id}".${didYouMean(id, [...known.keys()])}`);
    if (setting === 'off') continue;
    const [severity, given] = typeof setting === 'string' ? [setting, {}] : setting;
    active.push({ rule, severity, options: parseOptions(rule.options ?? NO_OPTIONS, given, `options of "${id}"`) });
  }
  const bounds = Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined));
  return { ...rest, active, limits: { ...DEFAULT_LIMITS, ...bounds } };
}

const NO_OPTIONS = v.strictObject({});

/** Reads options by their schema. An unknown key is refused, with the key that was probably meant. */
export function parseOptions<S extends v.GenericSchema<unknown, unknown>>(
  schema: S,
  given: unknown,
  what: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? '';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const key = path.split('.').at(-1) ?? '';
    throw new TypeError(`Unknown key "${path}" in the ${what}.${didYouMean(key, keysOf(schema, path))}`);
  }
  throw new TypeError(`Wrong value for "${path}" in the ${what}: ${issue.message}.`);
}

function keysOf(schema: unknown, path: string): string[] {
  let at = schema as { entries?: Record<string, unknown>; wrapped?: unknown } | undefined;
  for (const part of path.split('.').slice(0, -1)) at = unwrap(at?.entries?.[part]);
  return Object.keys(unwrap(at)?.entries ?? {});
}

function unwrap(schema: unknown): { entries?: Record<string, unknown> } | undefined {
  const one = schema as { wrapped?: unknown; entries?: Record<string, unknown> } | undefined;
  return one?.wrapped === undefined ? one : unwrap(one.wrapped);
}
