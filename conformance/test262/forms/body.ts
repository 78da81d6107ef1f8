import vm from 'node:vm';
import { loopLimits, positions, refuseDynamicImport, transform } from 'enclave-transform';
import { execute } from '../execute.ts';
import { harnessFiles, harnessScripts } from '../harness.ts';
import type { Metadata } from '../metadata.ts';
import { type Form, MAX_ITERATIONS, type Mode, type Test } from './form.ts';

/** What the kernel says, too. */
export const IMPORT_REFUSED = 'import() is not available';

/** Stands in for the kernel's: what instrumented code calls, made of the realm's own objects. */
const runtime = new vm.Script(`var __enclave_runtime = (() => {
  const { apply } = Reflect;
  const { get, set } = WeakMap.prototype;
  const [Error, Refusal, Refused] = [RangeError, TypeError, Promise];
  const trails = new WeakMap();
  return Object.freeze({
    __proto__: null,
    maxIterations: ${MAX_ITERATIONS},
    counter() {},
    exceeded() { throw new Error('too many iterations'); },
    trace(error, id, position) {
      if ((typeof error === 'object' && error !== null) || typeof error === 'function') {
        apply(set, trails, [error, (apply(get, trails, [error]) ?? '') + id + ',' + position + ';']);
      }
      return error;
    },
    refuseImport: () => new Refused((_, reject) => reject(new Refusal('${IMPORT_REFUSED}'))),
  });
})();`);

/** What tests of early errors and of the top level of scripts ask for cannot be had in a body. */
export function bodyModes({ flags, negative }: Metadata): readonly Mode[] {
  return negative || flags.has('raw') || flags.has('noStrict') ? [] : ['strict'];
}

/** The strict body of an async function, in a bare context, with all plugins that a body is run with. */
export const body: Form = {
  modes: bodyModes,
  plain: (test) => run(test, test.source),
  transformed: async (test) => {
    const plugins = [loopLimits(), positions(), refuseDynamicImport()];
    return run(test, transform(test.source, { language: 'js', plugins }).code);
  },
};

/** Says that it is done when the body ends, or, where the test says that itself, fails if the body does. */
function run({ root, metadata, context }: Test, text: string) {
  const flags = new Set([...metadata.flags, 'async']);
  const isAsync = metadata.flags.has('async');
  return execute({
    before: [...harnessScripts(root, harnessFiles({ ...metadata, flags })), runtime],
    code: `(async (body, done) => {
      try { await body(); ${isAsync ? '' : 'done();'} } catch (error) { done(error ?? 'nothing'); }
    })(async function () {"use strict";\n${text}\n}, $DONE)`,
    metadata: { ...metadata, flags },
    context,
  });
}
