import { expect, test } from 'vitest';
import { UNPROMISED_IN_VM } from '../src/attacks/verdict.ts';
import { ATTACK_FILES, type Attack, readLines, type Tier } from '../src/corpus.ts';
import { reportAttacks, runPlan } from '../src/report/attacks.ts';
import type { Mode } from '../src/subjects/open.ts';

const attacks = readLines<Attack>(ATTACK_FILES);
const settings = { timeoutMs: 400, memoryMb: 64, width: 2 };

const plans: { mode: Mode; tier: Tier; cases: readonly Attack[] }[] = [
  { mode: 'full', tier: 'process', cases: attacks },
  // Sources that only an engine of size limits can judge are the guard's own matter.
  { mode: 'guard-off', tier: 'process', cases: attacks.filter((attack) => attack.codeGen === undefined) },
  { mode: 'runner-only', tier: 'vm', cases: attacks.filter((attack) => !UNPROMISED_IN_VM.test(attack.kind)) },
];

test.for(plans)('no attack gets through: $mode, $tier tier', { timeout: 240_000 }, async ({ mode, tier, cases }) => {
  const rows = await runPlan(cases, { mode, tier, level: 'STANDARD' }, settings);
  expect(rows.length).toBeGreaterThan(0);
  expect(reportAttacks(rows).problems).toEqual([]);
});
