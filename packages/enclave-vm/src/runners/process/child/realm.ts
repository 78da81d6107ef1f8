// placeholder until bridge/realm.ts is there
import { constants, createContext, runInContext, Script } from 'node:vm';
import { LinkFault } from '../../../bridge/link.ts';
export interface Realm {
  exchange(input: string): string;
}
export interface PreparedRealm {
  start(boot: { config: string; code: string }): Realm;
}
const scripts = new Map<string, Script>();
const hook = (() => {
  throw new Error('no');
}) as never;
function script(text: string) {
  let s = scripts.get(text);
  if (!s) scripts.set(text, (s = new Script(text, { importModuleDynamically: hook })));
  return s;
}
const pump = new Script('0');
export function prepareRealm(o: { kernel: string; libraries: readonly string[] }): PreparedRealm {
  const context = createContext(constants.DONT_CONTEXTIFY as never, {
    microtaskMode: 'afterEvaluate',
    codeGeneration: { strings: false, wasm: false },
  });
  const exchange = script(o.kernel).runInContext(context) as (input?: string) => string;
  return {
    start({ config, code }) {
      try {
        new Script(`(async () => {${code}\n})`);
      } catch (e) {
        throw new LinkFault('refused', String((e as Error).message));
      }
      const f = new Script(`(async () => {'use strict';${code}\n})`, { importModuleDynamically: hook }).runInContext(
        context,
      );
      (exchange as never as (a: string, b: unknown) => void)(config, f);
      return {
        exchange(input) {
          exchange(input);
          pump.runInContext(context);
          const out = exchange();
          if (typeof out !== 'string') throw new LinkFault('protocol');
          return out;
        },
      };
    },
  };
}
