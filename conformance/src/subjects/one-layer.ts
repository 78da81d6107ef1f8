/** One layer of the product, with nothing behind it but the naive sandbox. */
import { agentScript, Validator } from 'ast-guard';
import { loopLimits, refuseDynamicImport, TransformError, transform } from 'enclave-transform';
import type { Level } from '../corpus.ts';
import type { OpenSubject } from '../subject.ts';
import { openNaive } from './naive.ts';
import { refusal } from './refused.ts';

/** The guard alone: what it accepts runs without any protection. */
export const openGuardOnly =
  (level: Level): OpenSubject =>
  async (limits) => {
    const naive = await openNaive(limits);
    return {
      ...naive,
      run: async (code, host) => {
        const globals = Object.keys(host.globals ?? {});
        const { valid, issues } = new Validator(agentScript({ level, globals })).validate(code);
        if (!valid) return refusal('VALIDATION_ERROR', issues[0]?.ruleId ?? '');
        return naive.run(code, host);
      },
    };
  };

/** A stand-in for what the kernel binds, so that counting can be judged without a kernel. */
const RUNTIME = (max: number) => `const __enclave_runtime = (() => {
  const stop = () => { throw new RangeError('The script made more than ${max} loop iterations.'); };
  return { maxIterations: ${max}, counter() {}, exceeded: stop, trace: (error) => error,
    refuseImport: () => Promise.reject(new TypeError('import() is refused')) };
})();`;

/** The transform alone: what it makes runs without any protection. */
export const openTransformOnly: OpenSubject = async (limits) => {
  const naive = await openNaive(limits);
  const runtime = RUNTIME(limits.maxIterations ?? 10_000);
  return {
    ...naive,
    run: async (code, host) => {
      try {
        const made = transform(code, { plugins: [loopLimits(), refuseDynamicImport()] });
        return await naive.run(made.instrumented ? `'use strict';${runtime}\n${made.code}` : made.code, host);
      } catch (error) {
        if (error instanceof TransformError) return refusal('VALIDATION_ERROR', error.message);
        throw error;
      }
    },
  };
};
