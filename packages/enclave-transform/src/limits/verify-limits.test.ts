import { expect, test } from 'vitest';
import { parse } from '../parse.ts';
import type { Finished } from '../plugin.ts';
import { Splice } from '../splice.ts';
import { walk } from '../walk.ts';
import type { Snippets } from './snippets.ts';
import { verifyLimits } from './verify-limits.ts';

const snippets: Snippets = {
  prologue: '',
  count: 'count();',
  leave: 'leave();',
  behind: 'check();',
  check: 'check();',
};

/** A program in which each `[text]` was put in. */
function finished(marked: string): Finished {
  const source = marked.replace(/\[.*?\]/g, '');
  const splice = new Splice(source);
  let shift = 0;
  for (const { 0: mark, index } of marked.matchAll(/\[.*?\]/g)) {
    splice.after(index - shift, mark.slice(1, -1));
    shift += mark.length;
  }
  const nodes: Parameters<Parameters<typeof walk>[1]>[0][] = [];
  walk(parse(source, 'body', 'js'), (node) => {
    nodes.push(node);
    return undefined;
  });
  return {
    code: splice.toString(),
    nodes: (...types) => nodes.filter(({ type }) => types.includes(type)),
    indexOf: (offset) => splice.indexOf(offset),
  };
}

test.each([
  ['while (a) {[leave();]}[check();]', undefined],
  ['for (;;) [{leave();]b;[}check();]', undefined],
  ['for (;;) [{leave();]while (a) [{leave();]b;[}check();}check();]', undefined],
  ['for (const x of y) {[count();]}', undefined],
  ['try {} catch {[check();]} finally {[check();]}', undefined],
  ['while (a) {}', 'not counted'],
  ['while (a) {[count();]}[check();]', 'not counted'],
  ['for (const x of y) {[leave();]}', 'not counted'],
  ['while (a) {b;[leave();]}[check();]', 'not counted'],
  ['while (a) {[leave();]}', 'without an error'],
  ['while (a) {[leave();]} check();', 'without an error'],
  ['for (;;) [{leave();]while (a) [{leave();]b;[}check();}]', 'without an error'],
  ['try {} catch {}', 'swallow'],
  ['try {} catch {[check();]} finally {}', 'swallow'],
])('%s', (marked, message) => {
  const problem = verifyLimits(finished(marked), snippets);
  if (message === undefined) expect(problem).toBeUndefined();
  else expect(problem?.message).toContain(message);
});
