import { RESERVED_PREFIX, RUNTIME_NAME } from '@enclave-vm/runtime-contract';
import { TransformError } from '../errors.ts';
import type { PluginContext } from '../plugin.ts';

/** What is put into a program to hold its loops. */
export interface Snippets {
  readonly prologue: string;
  /** First statement of each loop body. */
  readonly count: string;
  /** The same in a loop that is left first and checked behind its end. */
  readonly leave: string;
  /** What stands behind such a loop. */
  readonly behind: string;
  /** First statement of each `catch` and `finally`. */
  readonly check: string;
  /** The check as an expression, where nothing but the script itself ends the run. */
  readonly expression?: string;
}

export function bodySnippets(context: PluginContext, max: number | undefined): Snippets {
  const counter = `${RESERVED_PREFIX}n`;
  const exceeded = context.useRuntime('exceeded');
  const limit = max === undefined ? context.useRuntime('maxIterations') : String(max);
  const check = `if(${counter}>${limit})${exceeded}();`;
  return {
    prologue: `let ${counter}=0;${RUNTIME_NAME}.counter(()=>${counter});`,
    count: `if(++${counter}>${limit})${exceeded}();`,
    leave: `if(++${counter}>${limit})break;`,
    behind: check,
    check,
  };
}

export function scriptSnippets(max: number | undefined): Snippets {
  if (max === undefined) {
    throw new TransformError('INVALID_OPTIONS', 'loopLimits: a script has no runner to ask, so "max" must be given.');
  }
  const suffix = uniqueSuffix();
  const [tick, check] = [`${RESERVED_PREFIX}tick_${suffix}`, `${RESERVED_PREFIX}check_${suffix}`];
  const message = `The script made more than ${max} loop iterations.`;
  return {
    prologue:
      `const {tick:${tick},check:${check}}=((n,max,Limit)=>({tick:()=>++n>max,` +
      `check:()=>{if(n>max)throw new Limit(${JSON.stringify(message)})}}))(0,${max},RangeError);`,
    count: `if(${tick}())${check}();`,
    leave: `if(${tick}())break;`,
    // A declaration leaves the completion value of the script as it is.
    behind: `{let ${RESERVED_PREFIX}c=${check}()}`,
    check: `${check}();`,
    expression: `${check}()`,
  };
}

let scripts = 0;

/** Two scripts in one realm share its lexical scope, so no two of them may use one name, whichever process made them. */
function uniqueSuffix(): string {
  return `${(scripts++).toString(36)}_${crypto.randomUUID().replaceAll('-', '')}`;
}
