/**
 * Tries every code block of every page. The words after the language say how:
 *
 * - `ts`, `js`: a whole program. It is type-checked (ts) and has to run to its end.
 * - `ts types`: type-checked only, because it would not end by itself or stands for a part of a program.
 * - `js guest`, `js guest=STRICT`: a script for an enclave, which `check` has to accept at that level.
 * - `js refused`, `js refused=STRICT`: one that it has to refuse.
 * - `sh`: every command, script, package and flag has to exist.
 * - `json`: has to parse. `text`, `mermaid`, `dockerfile` and `yaml` are for other programs and not tried.
 */
import { existsSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Enclave, type EnclaveOptions } from '../../packages/core/dist/index.js';
import { root } from '../public-packages.ts';
import { type CodeBlock, codeBlocks, TRIED_ELSEWHERE } from './code-blocks.ts';
import { allPages } from './pages.ts';
import { faultOf } from './shell-commands.ts';
import { openWorkbench } from './workbench.ts';

const folderOf = (page: string) => page.split(sep).slice(0, 2).join('/');
const pages = (await allPages()).filter((file) => !(folderOf(relative(root, file)) in TRIED_ELSEWHERE));
const blocks = (await Promise.all(pages.map(codeBlocks))).flat();
const bench = await openWorkbench();
afterAll(() => bench[Symbol.asyncDispose]());

const is =
  (...languages: string[]) =>
  (block: CodeBlock) =>
    languages.includes(block.language);
const guestWord = ({ words }: CodeBlock) => words.find((word) => /^(guest|refused)\b/.test(word));
const guests = blocks.filter((block) => is('js', 'ts')(block) && guestWord(block));
const programs = blocks.filter((block) => is('js', 'ts')(block) && !guestWord(block));
const fileOf = ({ place, language }: CodeBlock) => `${place.replaceAll(/[^\w]+/g, '-')}.${language}`;
for (const program of programs) await bench.add(fileOf(program), program.text);

test('every block says what it is', () => {
  const known = is('ts', 'js', 'sh', 'json', 'text', 'mermaid', 'dockerfile', 'yaml');
  expect(blocks.filter((block) => !known(block)).map(({ place }) => place)).toEqual([]);
});

test('folders that are tried elsewhere are', () => {
  expect(Object.values(TRIED_ELSEWHERE).filter((file) => !existsSync(file))).toEqual([]);
});

test('programs type-check', { timeout: 120_000 }, async () => {
  expect(await bench.typeCheck()).toBe('');
});

describe('programs run to their end', () => {
  const whole = programs.filter(({ words }) => !words.includes('types'));
  test.each(whole.map((block) => [block.place, block] as const))('%s', async (_place, block) => {
    await expect(bench.run(fileOf(block))).resolves.toBeTypeOf('string');
  });
});

describe('scripts for an enclave are judged as the page says', () => {
  test.each(guests.map((block) => [block.place, block] as const))('%s', async (_place, block) => {
    const [verdict, level = 'STANDARD'] = guestWord(block)?.split('=') ?? [];
    await using enclave = new Enclave({
      securityLevel: level as NonNullable<EnclaveOptions['securityLevel']>,
      isolation: 'vm',
      toolHandler: () => null,
    });
    const { valid, issues } = enclave.check(block.text);
    expect({ valid, issues: valid ? [] : issues.map(({ message }) => message) }).toMatchObject({
      valid: verdict === 'guest',
    });
  });
});

describe('commands exist', () => {
  const shells = blocks.filter(is('sh'));
  test.each(shells.map((block) => [block.place, block] as const))('%s', async (_place, { text }) => {
    const faults = await Promise.all(text.replaceAll('\\\n', ' ').split('\n').map(faultOf));
    expect(faults.filter(Boolean)).toEqual([]);
  });
});

test('data parses', () => {
  for (const { text, place } of blocks.filter(is('json'))) expect(() => JSON.parse(text), place).not.toThrow();
});
