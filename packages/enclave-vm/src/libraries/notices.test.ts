import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { NOTICES, renderNotices } from '../../build/third-party.ts';

it('gives the licence of each package whose code is in the bundle', async () => {
  const expected = await renderNotices();
  expect([...expected.matchAll(/^## (\S+) \S+ (.*)$/gm)].map(([, name, licence]) => `${name} ${licence}`)).toEqual([
    '@exodus/bytes (MIT)',
    'core-js (MIT)',
    'punycode (MIT)',
    'tr46 (MIT)',
    'webidl-conversions (BSD-2-Clause)',
    'whatwg-url (MIT)',
  ]);
  // If this fails: node build/third-party.ts
  expect(await readFile(NOTICES, 'utf8')).toBe(expected);
});
