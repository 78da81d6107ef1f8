import { DEFAULT_SECURITY_LEVEL, SECURITY_LEVELS, type SecurityLevel } from '@enclave-vm/runtime-contract';
import * as v from 'valibot';
import { type GuardConfig, parseOptions, type RuleSetting } from '../config.ts';
import type { Rule } from '../rule.ts';
import { ALL_GLOBALS, LEVELS } from './levels.ts';

export interface AgentScriptOptions {
  /** How much of the language the script may use. Default `STANDARD`. */
  readonly level?: SecurityLevel;
  /** Names of the tools that exist: patterns such as `users:*` are allowed. When absent, any name passes. */
  readonly tools?: readonly string[];
  /** Names that the host adds to the globals of the level. */
  readonly globals?: readonly string[];
  /** Whether `while`, `do` and `for (;;)` may be used. Default: by level. */
  readonly allowUnboundedLoops?: boolean;
  /** Whether names must not mix scripts or look like other names. Default: by level. */
  readonly unicodeSecurityCheck?: boolean;
  /** Whether clocks are refused. Default: by level. */
  readonly blockTimingAPIs?: boolean;
  /** Settings that replace those of the preset, by rule id. */
  readonly overrides?: Readonly<Record<string, RuleSetting>>;
  /** Rules of your own. They run as errors unless `overrides` says otherwise. */
  readonly extraRules?: readonly Rule[];
}

const OPTIONS = v.strictObject({
  level: v.optional(v.picklist(SECURITY_LEVELS), DEFAULT_SECURITY_LEVEL),
  tools: v.optional(v.array(v.string())),
  globals: v.optional(v.array(v.string()), []),
  allowUnboundedLoops: v.optional(v.boolean()),
  unicodeSecurityCheck: v.optional(v.boolean()),
  blockTimingAPIs: v.optional(v.boolean()),
  overrides: v.optional(v.record(v.string(), v.any()), {}),
  extraRules: v.optional(v.array(v.any()), []),
});

/**
 * The configuration for scripts that a language model writes to call tools: the body of an async function, in the
 * language that the level grants.
 *
 * @throws TypeError for an unknown option or level.
 */
export function agentScript(options: AgentScriptOptions = {}): GuardConfig {
  const parsed = parseOptions(OPTIONS, options, 'options of agentScript');
  const { level, globals, overrides, extraRules } = parsed;
  const { forbid, globals: granted } = LEVELS[level];
  const allowUnboundedLoops = parsed.allowUnboundedLoops ?? LEVELS[level].allowUnboundedLoops;
  const allow = [...granted, ...globals];
  const rules: Record<string, RuleSetting> = {
    'no-dynamic-code': 'error',
    'no-modules': 'error',
    'no-constructor-access': 'error',
    'no-prototype-access': 'error',
    'no-proto-property': 'error',
    'no-unknown-globals': ['error', { allow, elsewhere: ALL_GLOBALS.filter((name) => !allow.includes(name)) }],
    'no-reserved-names': 'error',
    'no-tool-rebinding': 'error',
    'allowed-syntax': ['error', { forbid: [...forbid] }],
    'no-with': 'error',
    'no-debugger': 'error',
    'no-html-comments': 'error',
    'no-unbounded-loops': allowUnboundedLoops ? 'off' : 'error',
    'no-bidi-characters': 'error',
  };
  for (const rule of extraRules as readonly Rule[]) rules[rule.id] = rule.severity;
  return {
    name: `agentScript ${level}`,
    language: 'auto',
    sourceType: 'body',
    rules: { ...rules, ...overrides },
    extraRules,
  };
}
