import type { SecurityLevel } from '@enclave-vm/runtime-contract';
import { agentScript, type GuardConfig, type Issue, type Rule, type RuleSetting, Validator } from 'ast-guard';
import {
  loopLimits,
  type Plugin,
  positions,
  refuseDynamicImport,
  stripTypes,
  type TransformResult,
  transform,
} from 'enclave-transform';
import type { Program } from 'enclave-vm';
import type { ExecutionError, Repair } from '../result.ts';
import { refusal, transformRefusal } from './refusal.ts';
import { unfence } from './unfence.ts';

/** What decides how a source is compiled, besides the source and the names that it may use. */
export interface CompileSettings {
  readonly securityLevel: SecurityLevel;
  readonly validate: boolean;
  readonly repair: boolean;
  readonly unsafeSkipTransform: boolean;
  readonly transforms: readonly object[];
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
  const validator = settings.validate ? new Validator(guardConfig(settings, names)) : undefined;
  const plugins = pluginsOf(settings);

  return (source) => {
    const unfenced = settings.repair ? unfence(source) : undefined;
    const text = unfenced ?? source;
    const repairs: Repair[] = unfenced === undefined ? [] : [FENCE_REPAIR];
    const verdict = validator?.validate(text);
    if (verdict && !verdict.valid) return { ok: false, error: refusal(verdict.issues, source), repairs };
    const issues = verdict?.issues ?? [];
    if (settings.unsafeSkipTransform) {
      const script = { program: { code: text }, language: 'js', repairs, issues, locate: locateNothing } as const;
      return { ok: true, script };
    }
    try {
      const { code, instrumented, language, locate } = transform(text, {
        plugins,
        language: verdict?.language ?? 'auto',
        ...(verdict?.ast && { ast: verdict.ast }),
      });
      return { ok: true, script: { program: { code, instrumented }, language, repairs, issues, locate } };
    } catch (error) {
      return { ok: false, error: transformRefusal(error, source), repairs };
    }
  };
}

const FENCE_REPAIR: Repair = { kind: 'markdown-fence', message: 'The code was taken out of its Markdown fence.' };
const locateNothing: TransformResult['locate'] = () => undefined;

function guardConfig(settings: CompileSettings, { globals, tools }: KnownNames): GuardConfig {
  const { securityLevel: level, rules: overrides, extraRules } = settings;
  const { allowUnboundedLoops, unicodeSecurityCheck, blockTimingAPIs } = settings;
  return agentScript({
    level,
    globals,
    overrides,
    extraRules,
    ...(tools && { tools }),
    ...(allowUnboundedLoops !== undefined && { allowUnboundedLoops }),
    ...(unicodeSecurityCheck !== undefined && { unicodeSecurityCheck }),
    ...(blockTimingAPIs !== undefined && { blockTimingAPIs }),
  });
}

function pluginsOf({ transforms }: CompileSettings): Plugin[] {
  return [stripTypes(), loopLimits(), positions(), refuseDynamicImport()];
}
