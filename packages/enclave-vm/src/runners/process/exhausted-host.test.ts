import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { processGuarantees } from './process-guarantees.ts';

const DIST = fileURLToPath(new URL('../../../dist/index.js', import.meta.url));

const HOLD_DESCRIPTORS = `
import fs from 'node:fs';
const { processRunner, resolveLimits } = await import(process.argv[1]);
const held = [];
const holdAllBut = (spare) => {
  try { for (;;) held.push(fs.openSync('/dev/null')); } catch {}
  for (let count = 0; count < spare; count++) fs.closeSync(held.pop());
};
const letGo = () => { for (const descriptor of held) fs.closeSync(descriptor); };
`;

/** A host that has `spare` descriptors left when it asks for its first run, and all of them when it asks for its last. */
const RUNNING_HOST = `${HOLD_DESCRIPTORS}
const runner = processRunner({ minProcesses: 1, maxProcesses: 2 });
const limits = resolveLimits('STANDARD');
const codeOf = async () => {
  const outcome = await runner.run({ code: 'return 1' }, { limits });
  return outcome.success ? 'OK' : outcome.error.code;
};
holdAllBut(Number(process.argv[2]));
const codes = await Promise.all([codeOf(), codeOf(), codeOf()]);
letGo();
console.log(JSON.stringify([codes, await codeOf()]));
await runner.dispose();
`;

/** A host without descriptors asks for a runner, and later again. */
const STARTING_HOST = `${HOLD_DESCRIPTORS}
holdAllBut(0);
let refusal = 'none';
try { processRunner(); } catch (error) { refusal = error.message; }
letGo();
console.log(JSON.stringify([refusal, processRunner().guarantees]));
`;

async function outputOf(text: string, spare = 0): Promise<{ exitCode: number; output: string }> {
  const args = [
    '-c',
    'ulimit -n 400; exec "$0" --input-type=module -e "$1" "$2" "$3"',
    process.execPath,
    text,
    DIST,
    String(spare),
  ];
  const host = spawn('/bin/sh', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const pipe of [host.stdout, host.stderr]) pipe.on('data', (chunk) => (output += chunk));
  const exitCode = await new Promise<number>((resolve) => host.once('close', resolve));
  return { exitCode, output };
}

describe.skipIf(process.platform === 'win32')('a host that has no descriptor left', () => {
  it.each([0, 1, 3, 6, 9, 12])('goes on: with %i to spare its runs end, and later ones succeed', async (spare) => {
    const { exitCode, output } = await outputOf(RUNNING_HOST, spare);
    const [codes, last] = JSON.parse(output) as [string[], string];
    expect(exitCode).toBe(0);
    for (const code of codes) expect(['OK', 'RUNNER_CRASHED']).toContain(code);
    expect(last).toBe('OK');
  });

  it('does not take that for a system without means of containment', async () => {
    const { output } = await outputOf(STARTING_HOST);
    const [refusal, guarantees] = JSON.parse(output) as [string, unknown];
    expect(refusal).toContain('how processes can be contained');
    expect(guarantees).toEqual(processGuarantees());
  });
});
