import vm from 'node:vm';
import { HOST_LIBRARIES, LANGUAGE_LIBRARIES } from '../catalog.ts';

/** Evaluates an expression, and gives `{"value": ...}` or `{"error": name}` as JSON. Every realm has its own. */
export type Evaluate = (expression: string) => string;

const evaluator = (run: (code: string) => unknown): Evaluate => {
  return (expression) =>
    String(
      run(`(() => {
        'use strict';
        try { return JSON.stringify({ value: ${expression} }); }
        catch (error) { return JSON.stringify({ error: error.name }); }
      })()`),
    );
};

/** For an expression that throws: what a script can learn from the error. */
export const errorOf = (expression: string): string => `(() => {
  try { return ${expression}; } catch (e) { return [e.name, e.message, e.code, e.input, e.base, e.toString === Error.prototype.toString && String(e)]; }
})()`;

/** The realm of the tests themselves, which has Node's own `URL` and so on. */
export const inNode: Evaluate = evaluator((code) => vm.runInThisContext(code));

/**
 * A realm as a guest gets it, without kernel: no code generation, no web platform, and then the libraries named.
 *
 * @param before code that runs before the libraries, to take away what the running Node has
 */
export function bareRealm(libraries: readonly string[], before = ''): Evaluate {
  const realm = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
    microtaskMode: 'afterEvaluate',
    codeGeneration: { strings: false, wasm: false },
  });
  vm.runInContext(`'use strict'; ${before}`, realm);
  for (const name of libraries) vm.runInContext(textOf(name), realm);
  return evaluator((code) => vm.runInContext(code, realm));
}

export function textOf(name: string): string {
  const library = [...HOST_LIBRARIES, ...LANGUAGE_LIBRARIES].find((candidate) => candidate.name === name);
  if (!library) throw new Error(`no library "${name}"`);
  return library.text;
}
