import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ATTACK_FILES, type Attack, readLines } from '../src/corpus.ts';
import { EXEMPTIONS, notAsked } from '../src/peers/not-asked.ts';
import { PEERS, versionOf } from '../src/peers/peer.ts';
import { runPeerPrograms } from '../src/peers/programs.ts';

const attacks = readLines<Attack>(ATTACK_FILES);

test('what a peer is not asked exists, and is the smaller part', () => {
  const ids = new Set(attacks.map(({ id }) => id));
  expect(EXEMPTIONS.flatMap(({ ids: named = [] }) => named).filter((id) => !ids.has(id))).toEqual([]);
  for (const peer of PEERS) {
    const asked = attacks.filter((attack) => notAsked(peer, attack) === undefined);
    expect(asked.length, peer).toBeGreaterThan(attacks.length / 2);
  }
});

const PROGRAMS = [
  { id: 'tool', code: "return (await callTool('users:list', { limit: 2 })).items.length;", expected: 2 },
  {
    id: 'failure',
    code: "try { await callTool('no:tool', {}); } catch (e) { return e instanceof Error; }",
    expected: true,
  },
  { id: 'console', code: "console.log('said', 1); return { a: [1, 'x', null] };", expected: { a: [1, 'x', null] } },
];

/** isolated-vm brings binaries for some systems, of Node 24 and later. */
const binaries = new URL(`../node_modules/isolated-vm/prebuilds/${process.platform}-${process.arch}/`, import.meta.url);
const hasBinary = Number(process.versions.node.split('.')[0]) >= 24 && existsSync(binaries);
const runsHere = (peer: string) => peer !== 'isolated-vm' || hasBinary;

test.for(PEERS.filter(runsHere))('%s runs honest scripts: tools, failures and console work', async (peer) => {
  expect(versionOf(peer)).toMatch(/^\d+\.\d+\.\d+$/);
  const folder = mkdtempSync(join(tmpdir(), 'enclave-peer-'));
  try {
    const file = join(folder, 'programs.jsonl');
    writeFileSync(file, PROGRAMS.map((program) => JSON.stringify(program)).join('\n'));
    expect(await runPeerPrograms(peer, [file])).toEqual(PROGRAMS.map(({ id }) => ({ id, correct: true, problem: '' })));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
