import type { CompileSettings } from '../compile/compile.ts';

/** What an enclave without options compiles with, and over it `more`. */
export function compileSettings(more: Partial<CompileSettings> = {}): CompileSettings {
  return {
    securityLevel: 'STANDARD',
    validate: true,
    repair: true,
    returnLastExpression: false,
    unsafeSkipTransform: false,
    transforms: [],
    toolProxy: undefined,
    allowUnboundedLoops: undefined,
    unicodeSecurityCheck: undefined,
    blockTimingAPIs: undefined,
    rules: {},
    extraRules: [],
    ...more,
  };
}
