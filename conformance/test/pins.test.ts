import { readdirSync } from 'node:fs';
import * as core from '@enclave-vm/core';
import * as guard from 'ast-guard';
import * as transform from 'enclave-transform';
import * as runner from 'enclave-vm';
import { expect, test } from 'vitest';
import { ATTACK_FILES, type Attack, inCorpus, readLines } from '../src/corpus.ts';
import { runPlan } from '../src/report/attacks.ts';

interface Pin {
  readonly id: string;
  readonly full: string;
  readonly 'guard-off': string;
}

/** Time in ms for a run that ends by its time, and for one that ends by something else. */
const TOO_LITTLE = 500;
const PLENTY = 60_000;

test('a hand-picked set of attacks ends in exactly its code, with the guard and without it', async () => {
  const pins = readLines<Pin>([inCorpus('pins.jsonl')]);
  const attacks = readLines<Attack>(ATTACK_FILES);
  const picked = pins.map((pin) => attacks.find((attack) => attack.id === pin.id) as Attack);
  const ends = new Map<string, Record<string, string>>(pins.map((pin) => [pin.id, { id: pin.id }]));
  for (const mode of ['full', 'guard-off'] as const) {
    // Two limits must not race on a busy machine: who is to run out of time gets little of it, the rest plenty.
    for (const timeoutMs of [TOO_LITTLE, PLENTY]) {
      const some = picked.filter((_, index) => (pins[index]?.[mode] === 'TIMEOUT') === (timeoutMs === TOO_LITTLE));
      const settings = { timeoutMs, memoryMb: 64, width: 2, judgeTime: false };
      for (const row of await runPlan(some, { mode, tier: 'process', level: 'STANDARD' }, settings)) {
        (ends.get(row.attack.id) as Record<string, string>)[mode] = row.verdict.code;
      }
    }
  }
  expect([...ends.values()]).toEqual(pins);
});

test('what each package exports', () => {
  expect(Object.keys(core).sort()).toEqual(CORE);
  expect(Object.keys(guard).sort()).toEqual(GUARD);
  expect(Object.keys(transform).sort()).toEqual(TRANSFORM);
  expect(Object.keys(runner).sort()).toEqual(RUNNER);
});

test('the error codes, each with a page', () => {
  expect(Object.keys(runner.ERROR_CODES)).toEqual(CODES);
  expect(Object.keys(core.ERROR_CODES)).toEqual(CODES);
  const pages = new Set(readdirSync(new URL('../../docs/errors/', import.meta.url)));
  expect(CODES.filter((code) => !pages.has(`${code}.md`))).toEqual([]);
});

const CORE = [
  'ERROR_CODES',
  'Enclave',
  'EnclaveDisposedError',
  'EnclaveOptionError',
  'defineTool',
  'formatForModel',
  'runAgentScript',
];

const GUARD = [
  'DEFAULT_LIMITS',
  'RULES',
  'Validator',
  'agentScript',
  'codeFrame',
  'defineRule',
  'describeAgentScript',
  'formatForModel',
  'formatGithub',
  'formatIssue',
  'formatJson',
  'formatPretty',
  'formatSarif',
  'recommended',
];

const TRANSFORM = [
  'TransformCache',
  'TransformError',
  'contentKey',
  'defineTransform',
  'entryPoint',
  'loopLimits',
  'positions',
  'refuseDynamicImport',
  'repairSource',
  'stripTypes',
  'toolMembers',
  'toolProxy',
  'toolProxyNames',
  'transform',
];

const RUNNER = [
  'ERROR_CODES',
  'GUARANTEE_NAMES',
  'GlobalsError',
  'LEVELS',
  'LIMIT_NAMES',
  'SECURITY_LEVELS',
  'assertGuarantees',
  'missingGuarantees',
  'processRunner',
  'resolveLimits',
  'vmRunner',
  'vmTierObstacle',
];

const CODES = [
  'VALIDATION_ERROR',
  'EXECUTION_ERROR',
  'TIMEOUT',
  'CPU_TIMEOUT',
  'TOOL_ERROR',
  'TOOL_TIMEOUT',
  'TOOL_PAYLOAD_TOO_LARGE',
  'MEMORY_LIMIT_EXCEEDED',
  'MAX_ITERATIONS',
  'MAX_TOOL_CALLS',
  'MAX_CONSOLE_CALLS',
  'STACK_LIMIT_EXCEEDED',
  'OUTPUT_LIMIT_EXCEEDED',
  'RESULT_TOO_LARGE',
  'SERIALIZATION_ERROR',
  'DEADLOCK',
  'ABORTED',
  'QUEUE_FULL',
  'QUEUE_TIMEOUT',
  'ISOLATION_UNAVAILABLE',
  'RUNNER_CRASHED',
  'PROTOCOL_ERROR',
  'RUNNER_DISPOSED',
];
