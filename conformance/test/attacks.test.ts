import { expect, test } from 'vitest';
import { UNPROMISED_IN_VM } from '../src/attacks/verdict.ts';
import { ATTACK_FILES, type Attack, readLines } from '../src/corpus.ts';
import { type AttackRow, reportAttacks, runPlan } from '../src/report/attacks.ts';

const attacks = readLines<Attack>(ATTACK_FILES);
const settings = { timeoutMs: 400, memoryMb: 64, width: 2 };

const problemsOf = (rows: readonly AttackRow[]) => reportAttacks(rows).problems;

test('no attack gets through: the whole product, and without its guard what the guard refuses', {
  timeout: 300_000,
}, async () => {
  const full = await runPlan(attacks, { mode: 'full', tier: 'process', level: 'STANDARD' }, settings);
  expect(problemsOf(full)).toEqual([]);
  // What the guard lets pass has just run without its help. Sources that are too large are the guard's own matter.
  const refused = full.filter(
    ({ verdict, attack }) => verdict.code === 'VALIDATION_ERROR' && attack.codeGen === undefined,
  );
  expect(refused.length).toBeGreaterThan(100);
  const alone = await runPlan(
    refused.map(({ attack }) => attack),
    { mode: 'guard-off', tier: 'process', level: 'STANDARD' },
    settings,
  );
  expect(problemsOf(alone)).toEqual([]);
});

test('no attack gets through: the runner alone, vm tier, what that tier promises', { timeout: 300_000 }, async () => {
  const promised = attacks.filter((attack) => !UNPROMISED_IN_VM.test(attack.kind));
  expect(problemsOf(await runPlan(promised, { mode: 'runner-only', tier: 'vm', level: 'STANDARD' }, settings))).toEqual(
    [],
  );
});
