/**
 * Runs every bomb at STRICT and STANDARD with guard and transform left out, so that nothing but the process tier stands
 * against it: `node soak/memory-bombs.ts`. Prints a table, exits with 1 if one got away.
 */
import { type ErrorCode, processRunner, resolveLimits } from 'enclave-vm';
import { readFlags, UsageError, wholeNumber } from '../src/command-line.ts';
import { BOMBS } from './bombs.ts';

const MB = 1024 * 1024;
const LIMIT_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['MEMORY_LIMIT_EXCEEDED', 'TIMEOUT', 'CPU_TIMEOUT']);
const MAX_HOST_GROWTH = 100 * MB;

const USAGE = `memory-bombs [options]    every bomb at STRICT and STANDARD, against the process tier alone

  --only TEXT      bombs whose name contains TEXT
  --timeout N      seconds after which a bomb that only computes is not waited for (15)

Exit code: 0 all contained, 1 one got away, 2 called wrongly.`;
const flags = readFlags(USAGE, { only: { type: 'string', default: '' }, timeout: { type: 'string', default: '15' } });
const seconds = wholeNumber('--timeout', flags.timeout);
const bombs = BOMBS.filter(({ name }) => name.includes(flags.only));
if (bombs.length === 0) throw new UsageError(`No bomb has "${flags.only}" in its name.`);

let failures = 0;
console.log('| bomb | level | ends as | ms | child, MB | host grew by, MB | next run |');
console.log('|---|---|---|---:|---:|---:|---|');
for (const level of ['STRICT', 'STANDARD'] as const) {
  // Time is not what is tested: a bomb that only computes is not waited for any longer.
  const limits = resolveLimits(level, { timeout: Math.min(seconds * 1_000, resolveLimits(level).timeout) });
  const runner = processRunner({ maxProcesses: 2 });
  await runner.run({ code: 'return 1' }, { limits, level });
  for (const { name, code } of bombs) {
    const before = process.memoryUsage.rss();
    let hostPeak = before;
    const sampler = setInterval(() => {
      hostPeak = Math.max(hostPeak, process.memoryUsage.rss());
    }, 5);
    const outcome = await runner.run({ code }, { limits, level });
    clearInterval(sampler);
    const next = await runner.run({ code: 'return 6 * 7' }, { limits, level });
    const end = outcome.success ? `success ${String(outcome.value)}` : outcome.error.code;
    const contained = !outcome.success && LIMIT_CODES.has(outcome.error.code);
    const grown = hostPeak - before;
    const served = next.success && next.value === 42;
    const fine = contained && grown < MAX_HOST_GROWTH && served;
    if (!fine) failures++;
    const figures = [outcome.stats.duration, (outcome.stats.peakMemory ?? 0) / MB, grown / MB].map((n) => n.toFixed(0));
    console.log(
      `| ${name} | ${level} | ${fine ? '' : '**'}${end}${fine ? '' : '**'} | ${figures.join(' | ')} | ${served ? 'ok' : '**fails**'} |`,
    );
  }
  await runner.dispose();
}
console.log(`\n${failures} of ${bombs.length * 2} bombs were not contained`);
process.exitCode = failures === 0 ? 0 : 1;
