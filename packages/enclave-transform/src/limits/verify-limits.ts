import type { Node } from '@babel/types';
import type { Finished, Problem } from '../plugin.ts';
import { ITERATIONS, isPlainLoop, type Loop, PLAIN_LOOPS } from './loops.ts';
import type { Snippets } from './snippets.ts';

/** Whether every loop of the finished program counts, and nothing in it could swallow the limit. */
export function verifyLimits(finished: Finished, snippets: Snippets): Problem | undefined {
  return findUncounted(finished, snippets) ?? findUnchecked(finished, snippets) ?? findSwallowing(finished, snippets);
}

function findUncounted({ code, nodes, indexOf }: Finished, { count, leave }: Snippets): Problem | undefined {
  const node = nodes(...PLAIN_LOOPS, ...ITERATIONS).find((loop) => {
    const { body } = loop as Loop;
    const text = isPlainLoop(loop) ? leave : count;
    return body.type === 'BlockStatement'
      ? !code.startsWith(text, indexOf(Number(body.start) + 1))
      : !code.startsWith(`{${text}`, indexOf(Number(body.start)));
  });
  return node && { node, message: 'a loop that is not counted' };
}

/** Behind a loop that is left stands its check; of several that end at one place, each has one. */
function findUnchecked({ code, nodes, indexOf }: Finished, { behind }: Snippets): Problem | undefined {
  const ends = new Map<number, Node[]>();
  for (const loop of nodes(...PLAIN_LOOPS)) {
    const offset = Number(loop.end);
    const loops = ends.get(offset);
    if (loops === undefined) ends.set(offset, [loop]);
    else loops.push(loop);
  }
  for (const [offset, loops] of [...ends].sort(([a], [b]) => a - b)) {
    const found = code.slice(indexOf(offset), indexOf(offset + 1));
    if (found.split(behind).length <= loops.length) {
      return { node: loops[0] as Node, message: 'a loop that is left at the limit without an error' };
    }
  }
  return undefined;
}

function findSwallowing({ code, nodes, indexOf }: Finished, { check }: Snippets): Problem | undefined {
  for (const node of nodes('TryStatement')) {
    if (node.type !== 'TryStatement') continue;
    for (const block of [node.handler?.body, node.finalizer]) {
      if (block && !code.startsWith(check, indexOf(Number(block.start) + 1))) {
        return { node: block, message: 'a block that could swallow the limit' };
      }
    }
  }
  return undefined;
}
