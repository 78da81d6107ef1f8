import { RESERVED_PREFIX, RUNTIME_NAME } from '@enclave-vm/runtime-contract';
import { TransformError } from '../errors.ts';
import type { PluginContext } from '../plugin.ts';

/** What is put into a program to hold its loops. */
export interface Snippets {
  readonly prologue: string;
  /** First statement of each loop body. */
  readonly count: string;
  /** The same in a loop that is left first and checked behind its end. */
  readonly leave?: string;
  /** First statement of each `catch` and `finally`, and of what follows a loop that is left. */
  readonly check: string;
  /** The check as an expression, where nothing but the script itself ends the run. */
  readonly expression?: string;
}

export function bodySnippets(context: PluginContext, max: number | undefined): Snippets {
  const counter = `${RESERVED_PREFIX}n`;
  const exceeded = context.useRuntime('exceeded');
  const limit = max === undefined ? context.useRuntime('maxIterations') : String(max);
  return {
    prologue: `let ${counter}=0;${RUNTIME_NAME}.counter(()=>${counter});`,
    count: `if(++${counter}>${limit})${exceeded}();`,
    leave: `if(++${counter}>${limit})break;`,
    check: `if(${counter}>${limit})${exceeded}();`,
  };
}

/** Nothing is put behind a loop here: that would change the completion value of the script. */
export function scriptSnippets(max: number | undefined): Snippets {
  if (max === undefined) {
    throw new TransformError('INVALID_OPTIONS', 'loopLimits: a script has no runner to ask, so "max" must be given.');
  }
  const tick = `${RESERVED_PREFIX}tick_${uniqueSuffix()}`;
  const message = `The script made more than ${max} loop iterations.`;
  return {
    prologue:
      `const ${tick}=((n,max,Limit)=>(check)=>{if(check?n>max:++n>max)throw new Limit(${JSON.stringify(message)})})` +
      `(0,${max},RangeError);`,
    count: `${tick}();`,
    check: `${tick}(1);`,
    expression: `${tick}(1)`,
  };
}

let scripts = 0;

/** Two scripts in one realm share its lexical scope, so no two of them may use one name, whichever process made them. */
function uniqueSuffix(): string {
  return `${(scripts++).toString(36)}_${crypto.randomUUID().replaceAll('-', '')}`;
}
