import type { Node, Statement } from '@babel/types';
import { RESERVED_PREFIX, RUNTIME_NAME } from '@enclave-vm/runtime-contract';
import { TransformError } from '../errors.ts';
import { checkAfterSwallowing } from '../limits/after-swallowing.ts';
import type { Plugin, PluginContext } from '../plugin.ts';
import type { Handler } from '../walk.ts';

export interface LoopLimitsOptions {
  /**
   * Loop iterations that the whole run may make. A script needs it; a body takes the limit from its runner instead when
   * it is absent.
   */
  readonly max?: number;
}

const LOOP_TYPES = ['ForStatement', 'WhileStatement', 'DoWhileStatement', 'ForInStatement', 'ForOfStatement'] as const;

/**
 * Counts every iteration of every loop form, for the whole run, and ends the run at the limit.
 *
 * ```js
 * for (const x of xs) use(x);
 * for (const x of xs) {if(++__enclave_n>__enclave_max)__enclave_exceeded();use(x);}
 * ```
 *
 * `catch` and `finally` blocks look at the counter again, so that a program which swallows the error does not go on. The
 * counter is plain code: a `let` of the body, which the guest cannot name because names of that kind are refused. A
 * script has no such scope, its top-level bindings being visible to other scripts, so there the counter lives in a closure
 * that is only reachable through a constant, whose name differs for each transformed script.
 */
export function loopLimits({ max }: LoopLimitsOptions = {}): Plugin {
  if (max !== undefined && !(Number.isSafeInteger(max) && max >= 0)) {
    throw new TransformError(
      'INVALID_OPTIONS',
      `loopLimits: "max" must be a whole number from 0 on, not ${String(max)}.`,
    );
  }
  return {
    name: 'loop-limits',
    start(context) {
      const snippets = context.sourceType === 'body' ? bodySnippets(context, max) : scriptSnippets(max);
      let needed = context.sourceType === 'body';
      if (needed) context.prologue(snippets.prologue);
      const need = (): void => {
        if (needed) return;
        needed = true;
        context.prologue(snippets.prologue);
      };
      const { splice } = context;
      const guardLoop: Handler = (node) => {
        need();
        const { body } = node as Node & { body: Statement };
        if (body.type === 'BlockStatement') splice.after(start(body) + 1, snippets.count);
        else {
          splice.open(start(body), end(body), `{${snippets.count}`);
          splice.close(start(body), end(body), '}');
        }
        return undefined;
      };
      return {
        visit: {
          ...Object.fromEntries(LOOP_TYPES.map((type) => [type, guardLoop])),
          TryStatement(node) {
            if (node.type !== 'TryStatement') return undefined;
            need();
            if (node.handler) splice.after(start(node.handler.body) + 1, snippets.check);
            if (node.finalizer) splice.after(start(node.finalizer) + 1, snippets.check);
            return undefined;
          },
        },
        finish(file) {
          if (needed && snippets.expression) checkAfterSwallowing(file, splice, snippets.expression);
        },
        verify: ({ code, nodes, indexOf }) => {
          for (const node of nodes(...LOOP_TYPES)) {
            const { body } = node as Node & { body: Statement };
            const isBlock = body.type === 'BlockStatement';
            const [text, at] = isBlock ? [snippets.count, start(body) + 1] : [`{${snippets.count}`, start(body)];
            if (!code.startsWith(text, indexOf(at))) return { node, message: 'a loop that is not counted' };
          }
          for (const node of nodes('TryStatement')) {
            if (node.type !== 'TryStatement') continue;
            for (const block of [node.handler?.body, node.finalizer]) {
              if (block && !code.startsWith(snippets.check, indexOf(start(block) + 1))) {
                return { node: block, message: 'a block that could swallow the limit' };
              }
            }
          }
          return undefined;
        },
      };
    },
  };
}

interface Snippets {
  readonly prologue: string;
  /** First statement of each loop body. */
  readonly count: string;
  /** First statement of each `catch` and `finally`. */
  readonly check: string;
  /** The check as an expression, where nothing but the script itself ends the run. */
  readonly expression?: string;
}

function bodySnippets(context: PluginContext, max: number | undefined): Snippets {
  const counter = `${RESERVED_PREFIX}n`;
  const exceeded = context.useRuntime('exceeded');
  const limit = max === undefined ? context.useRuntime('maxIterations') : String(max);
  return {
    prologue: `let ${counter}=0;${RUNTIME_NAME}.counter(()=>${counter});`,
    count: `if(++${counter}>${limit})${exceeded}();`,
    check: `if(${counter}>${limit})${exceeded}();`,
  };
}

function scriptSnippets(max: number | undefined): Snippets {
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

function start(node: Node): number {
  return node.start as number;
}

function end(node: Node): number {
  return node.end as number;
}
