import vm from 'node:vm';

/** Where V8 itself says that the error of an untransformed body came from: innermost function first, as `line:column`. */
export async function v8Places(source: string): Promise<string[]> {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  vm.runInContext('Error.stackTraceLimit = 50', context);
  const text = `(async function () {"use strict";\n${source}\n})`;
  const body = new vm.Script(text, { filename: 'script.js', lineOffset: -1 }).runInContext(context);
  const error: unknown = await body().catch((thrown: unknown) => thrown);
  const stack = String((error as { stack?: unknown } | undefined)?.stack);
  return [...stack.matchAll(/^ {4}at (?:.* \()?script\.js:(\d+:\d+)\)?$/gm)].map(([, place]) => place as string);
}
