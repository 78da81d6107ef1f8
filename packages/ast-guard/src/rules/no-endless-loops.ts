import type { Node } from '@babel/types';
import { evaluate } from '../ast/evaluate.ts';
import type { Site, Tree } from '../ast/site.ts';
import { spend } from '../ast/work.ts';
import { defineRule } from '../rule.ts';

export const noEndlessLoops = defineRule({
  id: 'no-endless-loops',
  family: 'loops',
  summary: 'Warn about loops whose condition is always true and that nothing leaves.',
  threat: 'Such a loop can only end by an error or a limit: the work before it is lost.',
  severity: 'warning',
  messages: {
    endless: { text: 'Nothing ends this loop.', hint: 'Add a condition, or break when the work is done.' },
  },
  examples: {
    valid: [
      { title: 'a break', code: 'while (true) { if (await done()) break; }' },
      { title: 'a return', code: 'for (;;) { const x = await next(); if (!x) return 1; }' },
      { title: 'a condition', code: 'while (more) { more = await next(); }' },
      { title: 'a generator', code: 'function* ids() { let n = 0; while (true) yield n++; }' },
    ],
    invalid: [
      { title: 'while (true)', code: 'while (true) { await poll(); }', reports: ['endless'] },
      { title: 'for without a condition', code: 'for (;;) {}', reports: ['endless'] },
      {
        title: 'a break of an inner loop',
        code: 'do { for (const x of xs) { break; } } while (1);',
        reports: ['endless'],
      },
      {
        title: 'a return of an inner function',
        code: 'while (true) { xs.map((x) => { return x; }); }',
        reports: ['endless'],
      },
    ],
  },
  create: (context) => ({
    Loop(at) {
      if (!('test' in at.node) || !isAlwaysTrue(at.node.test ?? null, at)) return;
      if (!isLeft(at, context.tree)) context.report({ messageId: 'endless', at });
    },
  }),
});

function isAlwaysTrue(test: Node | null, at: Site): boolean {
  if (test === null) return true;
  const known = evaluate(test, at.scope);
  return known !== null && Boolean(known.value);
}

const INNER_LOOPS = new Set([
  'WhileStatement',
  'DoWhileStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
]);

const LEAVING = new Set(['ReturnStatement', 'ThrowStatement', 'YieldExpression', 'BreakStatement']);

/** Whether some statement inside goes out of the loop, short of an error. */
function isLeft(loop: Site, tree: Tree): boolean {
  const end = tree.endOf(loop);
  for (let order = loop.order + 1; order < end; order++) {
    spend(1);
    if (LEAVING.has((tree.nodes[order] as Node).type) && goesOut(tree.siteAt(order), loop)) return true;
  }
  return false;
}

function goesOut(at: Site, loop: Site): boolean {
  const plainBreak = at.node.type === 'BreakStatement' && at.node.label == null;
  for (let up = at.parent; up !== null && up !== loop; up = up.parent) {
    spend(1);
    const { type } = up.node;
    if (plainBreak && INNER_LOOPS.has(type)) return false;
    if ('params' in up.node || type === 'StaticBlock') return false;
  }
  return true;
}
