import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ERROR_CODES, resolveLimits } from 'enclave-vm';
import { findContainment, type LinkFactory, processLinks, startRun } from 'enclave-vm/testing';
import { type Check, shapeOfHost } from './checks.ts';
import { hostileSteps, type Step } from './hostile-bytes.ts';
import { misshapen } from './misshapen.ts';
import { Tape } from './tape.ts';

const CODE = `
const one = await callTool('echo', { i: 1, text: '\\u2603', list: [1, 2] });
console.log('got', one);
const two = await callTool('echo', [2]);
return { one, two, map: new Map([[1, { a: 2n }]]) };`;

const LIMITS = resolveLimits('STANDARD', { maxToolCalls: 8, timeout: 400, maxResultBytes: 65_536 });
/** A child that never becomes ready is waited for longer than a run: the caller's own signal ends that. */
const PATIENCE_MS = 1_000;
const MAX_MS = 5_000;

/** A program in the place of Node: it follows the story that lies beside it, one step for each question of the host. */
const STORYTELLER = `#!${process.execPath}
const { readFileSync, writeSync } = require('node:fs');
const steps = JSON.parse(readFileSync(__dirname + '/story.json', 'utf8'));
const HEADER = 24, INPUT = 4;
let heard = Buffer.alloc(0);
const act = () => {
  const step = steps.shift();
  for (const piece of step?.pieces ?? []) writeSync(1, Buffer.from(piece, 'base64'));
  if (step?.exit) process.exit(0);
};
act();
process.stdin.on('end', () => process.exit(0)).on('data', (chunk) => {
  heard = Buffer.concat([heard, chunk]);
  while (heard.length >= HEADER && heard.length >= HEADER + heard.readUInt32LE(0)) {
    const kind = heard[4];
    heard = heard.subarray(HEADER + heard.readUInt32LE(0));
    if (kind === INPUT) act();
  }
});
`;

const READY = 1;
const OUTPUT = 3;

/** A frame as the child half writes it: length, kind, encoding, CPU time, memory, text. */
function frame(kind: number, text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.alloc(24);
  head.writeUInt32LE(body.length, 0);
  head[4] = kind;
  head.writeDoubleLE(1_500, 8);
  head.writeDoubleLE(5e7, 16);
  return Buffer.concat([head, body]);
}

const run = (links: LinkFactory, callTool: (call: { args: unknown }) => unknown) =>
  startRun(links, { code: CODE }, { limits: LIMITS, callTool, signal: AbortSignal.timeout(PATIENCE_MS) });

/** The frames of an honest child, from an honest run. */
async function record(): Promise<Buffer[]> {
  const links = processLinks({ minProcesses: 0, maxProcesses: 1 });
  const frames = [frame(READY, '')];
  const outcome = await startRun(
    {
      async open(boot) {
        const link = await links.open(boot);
        return {
          ...link,
          exchange: async (...question) => {
            const text = await link.exchange(...question);
            frames.push(frame(OUTPUT, text));
            return text;
          },
          close: (fault) => link.close(fault),
        };
      },
    },
    { code: CODE },
    { limits: resolveLimits('STANDARD'), callTool: ({ args }) => args },
  );
  await links.dispose();
  if (!outcome.success) throw new Error(`The honest run ended as ${outcome.error.code}.`);
  return frames;
}

/**
 * Whatever bytes come out of a child, through a real pipe: the run ends in time, with a code that is documented, and
 * nothing of the host changes. A script in the place of Node needs a system that starts scripts by their first line.
 */
export function rawPipe(): Check {
  const folder = mkdtempSync(join(tmpdir(), 'enclave-pipe-'));
  const execPath = join(folder, 'node');
  writeFileSync(execPath, STORYTELLER);
  chmodSync(execPath, 0o755);
  const containment = { ...findContainment(), processes: false, wrap: () => [] };
  const before = shapeOfHost();
  let honest: readonly Buffer[] | undefined;

  const steps = (numbers: readonly number[], frames: readonly Buffer[]): Step[] =>
    hostileSteps(new Tape(numbers), frames);

  return {
    name: 'hostile bytes in the pipe of a child',
    maxTape: 80,
    program: (numbers) => JSON.stringify(numbers),
    async fails(numbers) {
      honest ??= await record();
      const story = steps(numbers, honest).map(({ pieces, exit }) => ({
        pieces: pieces.map((piece) => piece.toString('base64')),
        exit,
      }));
      writeFileSync(join(folder, 'story.json'), JSON.stringify(story));
      const links = processLinks({ minProcesses: 0, maxProcesses: 1, execPath, containment });
      const problems: string[] = [];
      const notice = (value: unknown) => {
        const problem = misshapen(value);
        if (problem !== undefined) problems.push(problem);
      };
      let calls = 0;
      const from = performance.now();
      try {
        const outcome = await run(links, ({ args }) => {
          calls += 1;
          notice(args);
          return args;
        });
        if (!outcome.success && !Object.hasOwn(ERROR_CODES, outcome.error.code))
          problems.push(`the code ${outcome.error.code}`);
        notice(outcome.success ? outcome.value : outcome.error);
        notice(outcome.console);
      } catch (error) {
        problems.push(`the run rejected: ${String(error)}`);
      }
      await links.dispose();
      if (calls > LIMITS.maxToolCalls) problems.push(`${calls} tool calls`);
      if (performance.now() - from > MAX_MS) problems.push(`took ${Math.round(performance.now() - from)} ms`);
      if (shapeOfHost() !== before) problems.push('host intrinsics changed');
      return problems[0];
    },
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
