/** `pnpm fuzz -- --seconds 60 [--seed N] [--only id]`: random cases against the properties of `all-checks.ts`. */
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { ALL_CHECKS } from './all-checks.ts';
import { tapes } from './tape.ts';

const { values: flags } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== '--'),
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const FOUND = fileURLToPath(new URL('./found.jsonl', import.meta.url));
const seconds = Number(flags.seconds);
const seed = flags.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(flags.seed);

process.on('unhandledRejection', (reason) => {
  console.error('A rejection of a guest reached the host:', reason);
  process.exitCode = 2;
});

const checks = ALL_CHECKS.filter(({ id }) => flags.only === undefined || id.includes(flags.only));
if (checks.length === 0) throw new Error(`--only must be part of one of ${ALL_CHECKS.map(({ id }) => id).join(', ')}.`);
let failures = 0;
const totals: Record<string, number> = {};
for (const { open } of checks) {
  const check = open();
  let runs = 0;
  const result = await fc.check(
    fc.asyncProperty(tapes(check.maxTape), async (numbers) => {
      runs += 1;
      const problem = await check.fails(numbers);
      if (problem !== undefined) throw new Error(problem);
    }),
    {
      seed,
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: (seconds * 1000) / checks.length,
      markInterruptAsFailure: false,
    },
  );
  totals[check.name] = runs;
  if (result.failed) {
    failures += 1;
    const numbers = result.counterexample?.[0] ?? [];
    const program = check.program(numbers);
    console.log(
      `FAILED ${check.name} (seed ${seed}, after ${runs})\n${String(result.errorInstance)}\n--- program\n${program}\n---`,
    );
    if (flags.keep) appendFileSync(FOUND, `${JSON.stringify({ check: check.name, numbers, program })}\n`);
  } else console.log(`ok ${check.name}: ${runs} tapes`);
  await check.dispose();
}
console.log(JSON.stringify({ seed, failures, tapes: totals }));
process.exit(failures > 0 ? 1 : (process.exitCode ?? 0));
