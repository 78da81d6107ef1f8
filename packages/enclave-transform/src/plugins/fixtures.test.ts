import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Plugin } from '../plugin.ts';
import { transform } from '../transform.ts';
import { entryPoint } from './entry-point.ts';
import { loopLimits } from './loop-limits.ts';
import { positions } from './positions.ts';
import { refuseDynamicImport } from './refuse-dynamic-import.ts';
import { stripTypes } from './strip-types.ts';
import { toolProxy } from './tool-proxy.ts';

const root = new URL('./fixtures/', import.meta.url);
const plugins: Record<string, () => Plugin> = {
  'entry-point': () => entryPoint(),
  'loop-limits': () => loopLimits(),
  positions,
  'refuse-dynamic-import': refuseDynamicImport,
  'strip-types': stripTypes,
  'tool-proxy': () => toolProxy({ tools: ['users:list'] }),
};

test('every plugin has fixtures', () => {
  expect(readdirSync(root).sort()).toEqual(Object.keys(plugins).sort());
});

for (const [name, plugin] of Object.entries(plugins)) {
  test.each(readdirSync(new URL(`${name}/`, root)))(`${name}: %s`, (folder) => {
    const files = new URL(`${name}/${folder}/`, root);
    const typed = existsSync(new URL('input.ts', files));
    const input = readFileSync(new URL(typed ? 'input.ts' : 'input.js', files), 'utf8');
    const { code } = transform(input, { plugins: [plugin()] });
    const output = new URL('output.js', files);
    // A new case writes its output once: read it before you keep it.
    if (!existsSync(output) && !process.env.CI) writeFileSync(output, code);
    expect(code).toBe(readFileSync(output, 'utf8'));
  });
}
