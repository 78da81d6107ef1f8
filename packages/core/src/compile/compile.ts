import type { SecurityLevel } from '@enclave-vm/runtime-contract';
import { DEFAULT_LIMITS, type Issue, type Rule, type RuleSetting, type ValidationResult, Validator } from 'ast-guard';
import {
  type CustomTransform,
  entryPoint,
  loopLimits,
  type Plugin,
  positions,
  type Repair,
  refuseDynamicImport,
  repairSource,
  stripTypes,
  TransformError,
  type TransformOptions,
  type TransformResult,
  toolProxy,
  toolProxyNames,
  transform,
} from 'enclave-transform';
import type { Program } from 'enclave-vm';
import { EnclaveOptionError } from '../options/option-error.ts';
import type { ExecutionError } from '../result.ts';
import { guardConfig } from './guard-config.ts';
import { refusal, transformRefusal } from './refusal.ts';

/** What decides how a source is compiled, besides the source and the names that it may use. */
export interface CompileSettings {
  readonly securityLevel: SecurityLevel;
  readonly validate: boolean;
  readonly repair: boolean;
  readonly returnLastExpression: boolean;
  readonly unsafeSkipTransform: boolean;
  readonly transforms: readonly CustomTransform[];
  /** Names of the tools that may be called as members of objects; undefined where none may. */
  readonly toolProxy: readonly string[] | undefined;
  /** Stances that differ from those of the level. */
  readonly allowUnboundedLoops: boolean | undefined;
  readonly unicodeSecurityCheck: boolean | undefined;
  readonly blockTimingAPIs: boolean | undefined;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly extraRules: readonly Rule[];
}

/** What a script may name beside the globals of its level. `tools` is left out when any tool name may be called. */
export interface KnownNames {
  readonly globals: readonly string[];
  readonly tools?: readonly string[] | undefined;
}

export interface CompiledScript {
  readonly program: Program;
  readonly language: 'js' | 'ts';
  readonly repairs: readonly Repair[];
  /** Warnings: the script runs all the same. */
  readonly issues: readonly Issue[];
  /** Turns the trail of an error into the author's coordinates. */
  readonly locate: TransformResult['locate'];
}

export type Compilation =
  | { readonly ok: true; readonly script: CompiledScript }
  | { readonly ok: false; readonly error: ExecutionError; readonly repairs: readonly Repair[] };

/** The rules are resolved once; the function judges and instruments one source after the other. */
export function createCompiler(settings: CompileSettings, names: KnownNames): (source: string) => Compilation {
  const proxied = settings.toolProxy && { tools: settings.toolProxy, except: names.globals };
  const known = proxied ? { ...names, globals: [...names.globals, ...toolProxyNames(proxied)] } : names;
  const validator = settings.validate ? new Validator(guardConfig(settings, known)) : undefined;
  const proxy = proxied && toolProxy(proxied);
  const plugins = pluginsOf(settings, proxy);

  function compile(source: string): Compilation {
    // Before anything reads it: the guard has the same limit, but it may be switched off.
    if (source.length > MAX_LENGTH && !settings.unsafeSkipTransform) {
      return { ok: false, error: refusal([tooLong], source.slice(0, 1000)), repairs: [] };
    }
    const { source: text, repairs } = settings.repair ? repairSource(source) : { source, repairs: [] };
    const verdict = validator?.validate(text);
    if (verdict && !verdict.valid) return { ok: false, error: refusal(verdict.issues, source), repairs };
    const calls = verdict && proxy && judgeCalls(text, verdict);
    if (calls && !calls.valid) return { ok: false, error: refusal(calls.issues, source), repairs };
    const issues = calls?.issues ?? verdict?.issues ?? [];
    if (settings.unsafeSkipTransform) {
      const script = { program: { code: text }, language: 'js', repairs, issues, locate: locateNothing } as const;
      return { ok: true, script };
    }
    const result = transform(text, { plugins, language: verdict?.language ?? 'auto', ast: verdict?.ast ?? undefined });
    // What a custom transform made of the script has to pass as well.
    const { source: transformed, code, instrumented, language, locate } = result;
    const again = transformed === text ? undefined : validator?.validate(transformed, { language });
    if (again && !again.valid) {
      const made = issuesAt(again.issues, (place) => result.locateInSource(place, 'source'));
      return { ok: false, error: refusal(made.map(ofTransforms), source), repairs };
    }
    const script = {
      program: { code, instrumented },
      language,
      issues: issues.filter((issue) => !isMended(issue, result.repairs)),
      locate,
      repairs: [...repairs, ...result.repairs],
    };
    return { ok: true, script };
  }

  /** The rules for tool calls know `callTool` alone: they judge what the members stand for. */
  function judgeCalls(text: string, { ast, language }: ValidationResult) {
    const called = transform(text, { plugins: proxy ? [proxy] : [], language, ast: ast ?? undefined });
    if (!validator || called.code === text) return undefined;
    const { valid, issues } = validator.validate(called.code, { language });
    return { valid, issues: issuesAt(issues, called.locateInSource) };
  }

  return (source) => {
    try {
      return compile(source);
    } catch (error) {
      if (error instanceof TransformError && error.code === 'INVALID_OPTIONS') {
        throw new EnclaveOptionError([{ option: 'transforms', message: `Option "transforms": ${error.message}` }]);
      }
      return { ok: false, error: transformRefusal(error, source), repairs: [] };
    }
  };
}

/** The issues of a text that was made of the author's. A fix is for the text that was judged. */
function issuesAt(issues: readonly Issue[], inSource: TransformResult['locateInSource']): Issue[] {
  return issues.map(({ fix: _, suggestions: __, location: { start, end }, ...issue }) => {
    return { ...issue, location: { start: inSource(start), end: inSource(end) } };
  });
}

/** Whoever reads it may look for what is meant in the script, and in vain. */
function ofTransforms(issue: Issue): Issue {
  return { ...issue, message: `In what the custom transforms made of the script: ${issue.message}` };
}

/** Does a repair give back what the issue says is lost? */
function isMended({ ruleId, location }: Issue, repairs: readonly Repair[]): boolean {
  return ruleId === 'missing-return' && repairs.some(({ line }) => line === location.start.line);
}

const MAX_LENGTH = DEFAULT_LIMITS.maxSourceLength;
const tooLong: Issue = {
  ruleId: 'source-limits',
  messageId: 'tooLong',
  severity: 'error',
  message: `The source is longer than ${MAX_LENGTH} characters.`,
  hint: 'Keep data out of the code: read it with a tool.',
  location: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
};

const locateNothing: TransformResult['locate'] = () => undefined;

function pluginsOf(
  { transforms, repair, returnLastExpression }: CompileSettings,
  proxy: Plugin | undefined,
): TransformOptions['plugins'] {
  const lastExpression = returnLastExpression ? 'any' : 'never';
  const entry = entryPoint({ main: repair, lastExpression });
  const calls = proxy ? [proxy] : [];
  return [...transforms, ...calls, stripTypes(), loopLimits(), positions(), refuseDynamicImport(), entry];
}
