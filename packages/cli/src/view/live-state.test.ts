import { resolveLimits } from 'enclave-vm';
import { expect, test } from 'vitest';
import { drawLiveState, newLiveState, updateLiveState } from './live-state.ts';
import { noPaint } from './paint.ts';

const title = { script: 's.ts', level: 'STRICT', isolation: 'process', limits: resolveLimits('STRICT') };
const receipt = { id: '1', name: 'users:list', state: 'succeeded', startedAt: 0, duration: 5 } as const;

test('a call in flight has a spinner and its time, and goes when it has settled', () => {
  const state = newLiveState(0);
  updateLiveState(state, { type: 'tool-call', id: '1', name: 'users:list' }, 1000);
  expect(drawLiveState(state, title, 2500, noPaint)).toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] users:list {2}1\.5 s/);
  updateLiveState(state, { type: 'tool-settled', receipt }, 3000);
  expect(drawLiveState(state, title, 3000, noPaint)).not.toContain('users:list');
});

test('budgets are bars', () => {
  const state = newLiveState(0);
  updateLiveState(state, { type: 'tool-call', id: '1', name: 'a' }, 0);
  const drawn = drawLiveState(state, title, 2500, noPaint);
  expect(drawn).toContain('time         ██████████░░░░░░░░░░  2.5 s / 5.0 s');
  expect(drawn).toContain('tool calls   ██░░░░░░░░░░░░░░░░░░  1 / 10');
  expect(drawn).not.toContain('console');
});

test('a name cannot break out of its line, and many calls do not fill the screen', () => {
  const state = newLiveState(0);
  for (let id = 0; id < 50; id += 1) updateLiveState(state, { type: 'tool-call', id: `${id}`, name: 'a\nb\u009b' }, 0);
  const lines = drawLiveState(state, title, 0, noPaint).split('\n');
  expect(lines.length).toBeLessThan(20);
  expect(lines[0]).toContain('a ⏎ b\\x9b');
  expect(lines[8]).toContain('and 42 more in flight');
});

test('a narrow terminal gets narrow bars', () => {
  const drawn = drawLiveState(newLiveState(0), title, 2500, noPaint, 50);
  expect(drawn).toContain('time         ████░░░░  2.5 s / 5.0 s');
});
