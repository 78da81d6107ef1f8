/** `pnpm fuzz`: random cases against the properties of `all-checks.ts`. */
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { readFlags, UsageError, wholeNumber } from '../src/command-line.ts';
import { ALL_CHECKS } from './all-checks.ts';
import { tapes } from './tape.ts';

const IDS = ALL_CHECKS.map(({ id }) => id);
const flags = readFlags(
  `fuzz [options]            random cases against laws that must hold

  --seconds N    time for all checks together (60)
  --seed N       of a run to be repeated; it is told at the end
  --only TEXT    checks whose id contains TEXT: ${IDS.join(' | ')}
  --keep         add what was found to fuzz/found.jsonl

Ends with one JSON line. Exit code: 0 nothing found, 1 something found, 2 called wrongly.`,
  {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
);
const FOUND = fileURLToPath(new URL('./found.jsonl', import.meta.url));
const seconds = wholeNumber('--seconds', flags.seconds);
const seed = flags.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : wholeNumber('--seed', flags.seed, 0);
const checks = ALL_CHECKS.filter(({ id }) => flags.only === undefined || id.includes(flags.only));
if (checks.length === 0) throw new UsageError(`--only must be part of one of ${IDS.join(', ')}, got "${flags.only}".`);

process.on('unhandledRejection', (reason) => {
  console.error('A rejection of a guest reached the host:', reason);
  process.exitCode = 2;
});

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
