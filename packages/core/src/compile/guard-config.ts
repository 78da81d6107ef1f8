import { agentScript, type GuardConfig, Validator } from 'ast-guard';
import { EnclaveOptionError } from '../options/option-error.ts';
import type { CompileSettings, KnownNames } from './compile.ts';

/** How the guard is to judge: the level's preset, and over it what the host has set. */
export function guardConfig(settings: CompileSettings, { globals, tools }: KnownNames): GuardConfig {
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

/** @throws EnclaveOptionError for a rule that does not exist, or is not set or made as rules are */
export function assertRules(settings: CompileSettings, origin: string): void {
  const { rules, extraRules } = settings;
  if (Object.keys(rules).length === 0 && extraRules.length === 0) return;
  try {
    new Validator(guardConfig(settings, { globals: [] }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new EnclaveOptionError([{ option: 'rules', message: `${origin}: ${error.message}` }]);
  }
}
