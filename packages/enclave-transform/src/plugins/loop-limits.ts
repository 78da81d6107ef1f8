import type { Node, Statement } from '@babel/types';
import { checkAfterSwallowing } from '../limits/after-swallowing.ts';
import { ITERATIONS, isPlainLoop, type Loop, outermostLabel, PLAIN_LOOPS } from '../limits/loops.ts';
import { bodySnippets, scriptSnippets } from '../limits/snippets.ts';
import { verifyLimits } from '../limits/verify-limits.ts';
import { COUNT, checkOptions } from '../options.ts';
import type { Plugin } from '../plugin.ts';
import type { Handler } from '../walk.ts';

export interface LoopLimitsOptions {
  /**
   * Loop iterations that the whole run may make. A script needs it; a body takes the limit from its runner instead when
   * it is absent.
   */
  readonly max?: number | undefined;
}

/**
 * Counts every iteration of every loop form, for the whole run, and ends the run at the limit.
 *
 * ```js
 * for (const x of xs) use(x);
 * for (const x of xs) {if(++__enclave_n>__enclave_maxIterations)__enclave_exceeded();use(x);}
 *
 * while (more()) step();
 * {while (more()) {if(++__enclave_n>__enclave_maxIterations)break;step();}if(__enclave_n>__enclave_maxIterations)__enclave_exceeded();}
 * ```
 *
 * V8 peels the first iteration off a loop, and with it all checks of types, only if nothing in the loop ends in code that
 * never ran; that is what makes the second form so much faster than the first.
 *
 * `catch` and `finally` blocks look at the counter again, so that a program which swallows the error does not go on. The
 * counter is plain code: a `let` of the body, which the guest cannot name because names of that kind are refused. A
 * script has no such scope, its top-level bindings being visible to other scripts, so there the counter lives in a closure
 * that is only reachable through constants, whose names differ for each transformed script.
 */
export function loopLimits(options: LoopLimitsOptions = {}): Plugin {
  checkOptions('loopLimits()', options, { max: COUNT });
  const { max } = options;
  return {
    name: 'loop-limits',
    start(context) {
      const { splice, sourceType } = context;
      const snippets = sourceType === 'body' ? bodySnippets(context, max) : scriptSnippets(max);
      let needed = sourceType === 'body';
      if (needed) context.prologue(snippets.prologue);
      const need = (): void => {
        if (needed) return;
        needed = true;
        context.prologue(snippets.prologue);
      };
      const startWith = (body: Statement, text: string): void => {
        if (body.type === 'BlockStatement') splice.after(start(body) + 1, text);
        else {
          splice.open(start(body), end(body), `{${text}`);
          splice.close(start(body), end(body), '}');
        }
      };
      const holdLoop: Handler = (node, ancestors) => {
        need();
        const isPlain = isPlainLoop(node);
        startWith((node as Loop).body, isPlain ? snippets.leave : snippets.count);
        if (!isPlain) return undefined;
        const first = start(outermostLabel(node, ancestors));
        splice.open(first, end(node), '{');
        splice.close(first, end(node), '}');
        splice.close(first, end(node), snippets.behind);
        return undefined;
      };
      return {
        visit: {
          ...Object.fromEntries([...PLAIN_LOOPS, ...ITERATIONS].map((type) => [type, holdLoop])),
          TryStatement(node) {
            if (node.type !== 'TryStatement') return undefined;
            need();
            if (node.handler) startWith(node.handler.body, snippets.check);
            if (node.finalizer) startWith(node.finalizer, snippets.check);
            return undefined;
          },
        },
        finish(file) {
          if (needed && snippets.expression) checkAfterSwallowing(file, splice, snippets.expression);
        },
        verify: (finished) => verifyLimits(finished, snippets),
      };
    },
  };
}

function start(node: Node): number {
  return node.start as number;
}

function end(node: Node): number {
  return node.end as number;
}
