import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { loopLimits } from './plugins/loop-limits.ts';
import { positions } from './plugins/positions.ts';
import { transform } from './transform.ts';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

function heapUsed(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

test('what leads an error back to its source holds on to no tree and no edits', () => {
  const source = (id: number) => `${'for (const x of xs) { use(x.a.b.c, () => x.y()); }\n'.repeat(200)}// ${id}`;
  const locators = [transform(source(0), { plugins: [loopLimits(), positions()] }).locate];
  const before = heapUsed();
  for (let id = 1; id <= 40; id++) {
    locators.push(transform(source(id), { plugins: [loopLimits(), positions()] }).locate);
  }
  const bytes = (heapUsed() - before) / 40;
  expect(locators).toHaveLength(41);
  // The tables take 5 to 10 bytes for a character of such a source, depending on the version of V8; a tree takes a hundred.
  expect(bytes).toBeLessThan(16 * source(0).length);
});
