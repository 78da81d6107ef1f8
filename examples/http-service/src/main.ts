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

const { values } = parseArgs({ options: { requests: { type: 'string', default: '200' } } });
const total = Number(values.requests);

const service = fork(join(import.meta.dirname, 'server.ts'), { env: { ...process.env, PORT: '0' } });
try {
  const [{ address }] = await once(service, 'message');
  await runLoad(address, Math.max(60, Math.floor(total / 10)));
  const before = await memoryOf(address);
  const tally = await runLoad(address, total);
  const after = await memoryOf(address);

  const growth = (after - before) / 1024 / 1024;
  console.log(
    `${tally.honest} honest and ${tally.hostile} hostile requests in ${(tally.duration / 1000).toFixed(1)} s`,
  );
  console.log(`latency of honest requests: median ${tally.median} ms, 99 % ${tally.p99} ms`);
  console.log(`ends of hostile requests: ${JSON.stringify(tally.codes)}`);
  console.log(`memory of the service after warm-up ${toMb(before)}, at the end ${toMb(after)}`);
  for (const failure of tally.failures.slice(0, 10)) console.error(failure);

  assert.equal(tally.failures.length, 0, 'every request ends as it is to');
  assert.equal(tally.honest + tally.hostile, total);
  assert.equal(service.exitCode, null, 'the service lives');
  assert.ok(growth < 64, `memory grew by ${growth.toFixed(1)} MB`);
} finally {
  service.kill('SIGTERM');
  await once(service, 'exit');
}
assert.equal(service.exitCode, 0, 'the service ends in order');

/** What the service has after a moment without requests. */
async function memoryOf(address: string): Promise<number> {
  const response = await fetch(`${address}/health`);
  const { rss } = (await response.json()) as { rss: number };
  return rss;
}

function toMb(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
