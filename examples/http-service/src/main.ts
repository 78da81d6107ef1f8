/**
 * Loads the service: nine requests of ten are honest, one is hostile. Every honest one has to be answered with its
 * value, every hostile one with an error, the service has to live on, and its memory has to stay where it was.
 * `--requests 2000` is the full test; the default is short enough for every commit.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runLoad } from './load.ts';
import { assertRefusals } from './refusals.ts';

const MB = 1024 * 1024;
const { values } = parseArgs({ options: { requests: { type: 'string', default: '200' } } });
const total = Number(values.requests);

const service = fork(join(import.meta.dirname, 'server.ts'), {
  env: { ...process.env, PORT: '0' },
  execArgv: ['--expose-gc'],
});
try {
  const [{ address }] = await once(service, 'message');
  await assertRefusals(address);
  await runLoad(address, Math.max(60, Math.floor(total / 10)));
  const before = await memoryOf(address);
  const tally = await runLoad(address, total);
  const after = await memoryOf(address);

  console.log(
    `${tally.honest} honest and ${tally.hostile} hostile requests in ${(tally.duration / 1000).toFixed(1)} s`,
  );
  console.log(`latency of honest requests: median ${tally.median} ms, 99 % ${tally.p99} ms`);
  console.log(`ends of hostile requests: ${JSON.stringify(tally.codes)}`);
  console.log(`memory held by the service: ${inMb(before.heapUsed)} after warm-up, ${inMb(after.heapUsed)} at the end`);
  console.log(`resident memory: ${inMb(before.rss)} after warm-up, ${inMb(after.rss)} at the end`);
  for (const failure of tally.failures.slice(0, 10)) console.error(failure);

  assert.equal(tally.failures.length, 0, 'every request ends as it is to');
  assert.equal(tally.honest + tally.hostile, total);
  assert.equal(service.exitCode, null, 'the service lives');
  assert.ok(after.heapUsed - before.heapUsed < 8 * MB, 'the service holds no more than before');
  assert.ok(after.rss - before.rss < 128 * MB, 'the service grows no more than V8 likes to');
} finally {
  service.kill('SIGTERM');
  await once(service, 'exit');
}
assert.equal(service.exitCode, 0, 'the service ends in order');

async function memoryOf(address: string): Promise<{ rss: number; heapUsed: number }> {
  const response = await fetch(`${address}/health`);
  return (await response.json()) as { rss: number; heapUsed: number };
}

function inMb(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}
