/** A shop that lets third parties extend it: what a plugin may do, and for how long, is up to the shop. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPlugin, type Plugin } from './plugin.ts';

const folder = join(import.meta.dirname, '..', 'plugins');
const order = { id: 1, customer: 'ada', country: 'AT', total: 250, lines: [{ price: 250 }] };

const plugins: Plugin[] = [];
for (const name of (await readdir(folder)).sort()) {
  plugins.push(await loadPlugin(join(folder, name)));
}

const outcomes: Record<string, unknown> = {};
let fields: Record<string, unknown> = {};
for (let round = 1; round <= 2; round += 1) {
  for (const { manifest, onOrder } of plugins) {
    const answer = await onOrder(order);
    if ('fields' in answer) fields = { ...fields, ...answer.fields };
    outcomes[manifest.name] = 'fields' in answer ? answer.fields : answer.code;
    console.log(manifest.title.padEnd(16), 'fields' in answer ? answer.fields : `${answer.code}: ${answer.message}`);
  }
}

await Promise.all(plugins.map(({ dispose }) => dispose()));

assert.deepEqual(outcomes, {
  greedy: 'MAX_ITERATIONS',
  loyalty: { points: 50 },
  rude: 'WRONG_ANSWER',
  snoop: 'TOOL_ERROR',
  vandal: 'VALIDATION_ERROR',
  vat: { vat: 50 },
});
assert.deepEqual(fields, { vat: 50, points: 50 });
console.log('Honest plugins did their work, and the others reached nothing.');
