import { SECURITY_LEVELS, type SecurityLevel } from '@enclave-vm/runtime-contract';

/** A part of the language: from which level on a script may use it, and a script that does. */
export interface LanguageFeature {
  text: string;
  from: SecurityLevel | 'never';
  sample: string;
  /** What to write instead where it is not allowed. */
  instead?: string;
}

const UNBOUNDED_LOOPS: LanguageFeature = {
  text: 'while and do-while',
  from: 'STANDARD',
  sample: 'let n = 0; while (n < 3) n += 1; return n;',
  instead: 'for with a bound, or for-of',
};

/** What `describe()` promises. Every line is tried against the validator, at every level. */
export const LANGUAGE: readonly LanguageFeature[] = [
  {
    text: 'const and let, arrow functions, if, for, for-of',
    from: 'STRICT',
    sample: 'const f = (x) => x + 1; for (const x of [1]) { if (x) f(x); } return 1;',
  },
  {
    text: 'array and object methods, spread, destructuring, templates, optional chaining',
    from: 'STRICT',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the sample is a program.
    sample: 'const { a = 1, ...rest } = { b: 2 }; return [...Object.keys(rest)].map((k) => `${k}${a?.b ?? 0}`);',
  },
  { text: 'await', from: 'STRICT', sample: 'const a = await callTool("a"); return a;' },
  {
    text: 'function declarations',
    from: 'SECURE',
    sample: 'function f() { return 1; } return f();',
    instead: 'const f = () => …',
  },
  {
    text: 'try, catch, finally, throw',
    from: 'SECURE',
    sample: 'try { throw new Error("x"); } catch (error) { return error.message; }',
    instead: 'nothing: let the error end the script',
  },
  {
    text: 'switch',
    from: 'SECURE',
    sample: 'switch (1) { case 1: return 1; default: return 2; }',
    instead: 'if … else if',
  },
  {
    text: 'for-in',
    from: 'SECURE',
    sample: 'const o = { a: 1 }; let n = 0; for (const k in o) n += 1; return n;',
    instead: 'for (const key of Object.keys(o))',
  },
  {
    text: 'Promise.all and its kin',
    from: 'SECURE',
    sample: 'return await Promise.all([callTool("a"), callTool("b")]);',
    instead: 'one await after the other',
  },
  {
    text: 'Map and Set',
    from: 'SECURE',
    sample: 'return new Map([["a", 1]]).get("a") + new Set([1]).size;',
    instead: 'plain objects and arrays',
  },
  UNBOUNDED_LOOPS,
  {
    text: 'classes, generators, labels',
    from: 'STANDARD',
    sample:
      'class A { x = 1; } function* g() { yield 1; } outer: for (const x of g()) { continue outer; } return new A().x;',
    instead: 'functions and objects',
  },
  {
    text: 'regular expressions',
    from: 'STANDARD',
    sample: 'return /^a+$/.test("aa");',
    instead: 'includes, startsWith, split, slice',
  },
  { text: 'eval and new Function', from: 'never', sample: 'return eval("1");' },
  { text: 'import and require', from: 'never', sample: 'const fs = require("fs"); return fs;', instead: 'call a tool' },
];

export function featuresAt(
  level: SecurityLevel,
  allowUnboundedLoops?: boolean,
): { allowed: LanguageFeature[]; refused: LanguageFeature[] } {
  const rank = SECURITY_LEVELS.indexOf(level);
  const isAllowed = (feature: LanguageFeature) => {
    if (feature === UNBOUNDED_LOOPS && allowUnboundedLoops !== undefined) return allowUnboundedLoops;
    return feature.from !== 'never' && SECURITY_LEVELS.indexOf(feature.from) <= rank;
  };
  return { allowed: LANGUAGE.filter(isAllowed), refused: LANGUAGE.filter((feature) => !isAllowed(feature)) };
}
