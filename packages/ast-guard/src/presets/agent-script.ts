import {
  CALL_TOOL_NAME,
  DEFAULT_SECURITY_LEVEL,
  SECURITY_LEVELS,
  type SecurityLevel,
} from '@enclave-vm/runtime-contract';
import * as v from 'valibot';
import { type GuardConfig, parseOptions, RULE, type RuleSetting } from '../config.ts';
import type { Rule } from '../rule.ts';
import { HARMLESS_IF_PRESENT } from '../tables/absent-globals.ts';
import { ALL_GLOBALS, LEVELS } from './levels.ts';

export interface AgentScriptOptions {
  /** How much of the language the script may use. Default `STANDARD`. */
  readonly level?: SecurityLevel;
  /** Names of the tools that exist; `*` stands for any text, as in `users:*`. When absent, any name passes. */
  readonly tools?: readonly string[];
  /** Names that the host adds to the globals of the level. */
  readonly globals?: readonly string[];
  /** Whether `while`, `do` and `for (;;)` may be used. Default: by level. */
  readonly allowUnboundedLoops?: boolean;
  /** Whether names must not mix scripts or look like other names. Default: by level. */
  readonly unicodeSecurityCheck?: boolean;
  /** Whether reading the time is reported. Default: by level. */
  readonly blockTimingAPIs?: boolean;
  /** Settings that replace those of the preset, by rule id. */
  readonly overrides?: Readonly<Record<string, RuleSetting>>;
  /** Rules of your own. They run with their own severity unless `overrides` says otherwise. */
  readonly extraRules?: readonly Rule[];
}

const CLOCKS = ['Date', 'performance'];

const OPTIONS = v.strictObject({
  level: v.optional(v.picklist(SECURITY_LEVELS), DEFAULT_SECURITY_LEVEL),
  tools: v.optional(v.array(v.string())),
  globals: v.optional(v.array(v.string()), []),
  allowUnboundedLoops: v.optional(v.boolean()),
  unicodeSecurityCheck: v.optional(v.boolean()),
  blockTimingAPIs: v.optional(v.boolean()),
  overrides: v.optional(v.record(v.string(), v.any()), {}),
  extraRules: v.optional(v.array(RULE), []),
});

/**
 * The configuration for scripts that a language model writes to call tools: the body of an async function, in the
 * language that the level grants. Plain data: print it, compare it, change it.
 *
 * @throws TypeError for an unknown option or level.
 */
export function agentScript(options: AgentScriptOptions = {}): GuardConfig {
  const { level, tools, globals, overrides, extraRules, ...asked } = parseOptions(
    OPTIONS,
    options,
    'options of agentScript',
  );
  const granted = LEVELS[level];
  const allow = [...granted.globals, ...globals];
  const unicode = asked.unicodeSecurityCheck ?? granted.unicodeSecurityCheck;
  const unbounded = asked.allowUnboundedLoops ?? granted.allowUnboundedLoops;
  const clocks = asked.blockTimingAPIs ?? granted.blockTimingAPIs;
  const whenTested = HARMLESS_IF_PRESENT.filter((name) => !clocks || !CLOCKS.includes(name));
  const rules: Record<string, RuleSetting> = {
    'no-dynamic-code': 'error',
    'no-modules': 'error',
    'no-constructor-access': 'error',
    'no-prototype-access': 'error',
    'no-proto-property': 'error',
    'no-prototype-functions': 'error',
    'no-intrinsic-mutation': 'error',
    'no-stack-api': 'error',
    'no-unknown-globals': [
      'error',
      {
        allow,
        elsewhere: ALL_GLOBALS.filter((name) => !allow.includes(name)),
        tools: tools ?? [],
        whenTested,
      },
    ],
    // A clock that is no global at all is said to be none by that rule alone.
    'no-clocks': clocks ? ['error', { objects: CLOCKS.filter((name) => allow.includes(name)) }] : 'off',
    'no-reserved-names': 'error',
    'no-tool-rebinding': 'error',
    'allowed-syntax': ['error', { forbid: [...granted.forbid] }],
    'no-with': 'error',
    'no-debugger': 'error',
    'no-html-comments': 'error',
    'no-unbounded-loops': unbounded ? 'off' : 'error',
    'no-endless-loops': unbounded ? 'warning' : 'off',
    'no-slow-regex': 'error',
    'no-huge-literals': 'error',
    'no-huge-allocations': 'error',
    'no-huge-bigints': 'error',
    'no-bidi-characters': 'error',
    'no-invisible-characters': unicode ? 'error' : 'warning',
    'no-mixed-script-names': unicode ? 'error' : 'warning',
    'no-lookalike-names': ['error', { names: [CALL_TOOL_NAME, ...ALL_GLOBALS, 'eval', 'Function'] }],
    'static-tool-names': 'off',
    'known-tools': tools === undefined ? 'off' : ['error', { tools }],
    'required-tools': 'off',
    'tool-call-arguments': 'warning',
    'no-floating-tool-call': 'warning',
    'no-promise-as-value': 'warning',
    'no-unused-tool-result': 'warning',
    'no-unreachable-code': 'warning',
    'missing-return': 'warning',
    'no-assignment-in-condition': 'warning',
    'no-const-assignment': 'warning',
    'no-unknown-functions': 'warning',
    'prefer-let': 'off',
  };
  for (const rule of extraRules) rules[rule.id] = rule.severity;
  return {
    name: `agentScript ${level}`,
    language: 'auto',
    sourceType: 'body',
    rules: { ...rules, ...overrides },
    extraRules,
  };
}
