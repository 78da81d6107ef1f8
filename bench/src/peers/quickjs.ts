import { getQuickJS } from 'quickjs-emscripten';

/** A new runtime and context for each program, in the one WebAssembly module. No tools: only rows without them. */
export async function runQuickJS(code: string): Promise<unknown> {
  const quickjs = await getQuickJS();
  const context = quickjs.newContext();
  try {
    const result = context.evalCode(`(async () => {"use strict";\n${code}\n})()`);
    const promise = context.unwrapResult(result);
    context.runtime.executePendingJobs();
    const settled = context.getPromiseState(promise);
    promise.dispose();
    if (settled.type !== 'fulfilled') throw new Error(`QuickJS promise is ${settled.type}`);
    const value = context.dump(settled.value);
    settled.value.dispose();
    return value;
  } finally {
    context.dispose();
  }
}
