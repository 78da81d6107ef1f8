/**
 * Honest scripts in a peer. `node programs.ts PEER FILE...` prints a JSON line for each: in a process of its own, because
 * a peer may need flags of Node, and may take its host down.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Program, readLines } from '../corpus.ts';
import { normalForm, sameValue } from '../programs/normal-form.ts';
import { loadToolWorld } from '../programs/tool-world.ts';
import type { Subject } from '../subject.ts';
import { openSubject } from '../subjects/open.ts';
import type { Peer } from './peer.ts';

export interface PeerProgramResult {
  readonly id: string;
  readonly correct: boolean;
  readonly problem: string;
}

/** As for us: judged by what they give, so that a busy machine is no fault of theirs. */
const LIMITS = { timeoutMs: 60_000, memoryMb: 128 } as const;

export async function runPeerPrograms(peer: Peer, files: readonly string[]): Promise<PeerProgramResult[]> {
  const flags = ['--no-warnings', ...(peer === 'isolated-vm' ? ['--no-node-snapshot'] : [])];
  const child = spawn(process.execPath, [...flags, fileURLToPath(import.meta.url), peer, ...files], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close');
  const results: PeerProgramResult[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    // What a script prints may come out here as well.
    if (line.startsWith(MARK)) results.push(JSON.parse(line.slice(MARK.length)) as PeerProgramResult);
  }
  await ended;
  const seen = new Set(results.map(({ id }) => id));
  const lost = readLines<Program>(files).filter(({ id }) => !seen.has(id));
  return [...results, ...lost.map(({ id }) => ({ id, correct: false, problem: 'the host process ended' }))];
}

const MARK = '\u0001result ';

async function judge(subject: Subject, { id, js, code, expected }: Program): Promise<PeerProgramResult> {
  const world = (await loadToolWorld())();
  const end = await subject.run(js ?? code, { callTool: (name, args) => world.callTool(name, args) });
  const correct = end.status === 'ok' && sameValue(normalForm(end.raw), expected);
  return { id, correct, problem: correct ? '' : `${end.code} ${end.value}`.slice(0, 300) };
}

if (import.meta.main) {
  const [peer, ...files] = process.argv.slice(2);
  const subject = await (await openSubject(peer as Peer, 'STANDARD', 'vm'))(LIMITS);
  for (const program of readLines<Program>(files)) {
    process.stdout.write(`\n${MARK}${JSON.stringify(await judge(subject, program))}\n`);
  }
  await subject.dispose();
  process.exit(0);
}
