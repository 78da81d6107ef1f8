import { expect, test } from 'vitest';
import type { DoctorReport } from '../src/doctor/examine.ts';
import { enclave } from './enclave.ts';

test('doctor proves what the tiers claim', { timeout: 90_000 }, async () => {
  const { status, stdout } = await enclave(['doctor', '--json']);
  const report: DoctorReport = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(report.sound).toBe(true);
  const [inProcess, inVm] = report.tiers;
  const proven = (tier: typeof inProcess) =>
    tier?.findings.filter(({ verdict }) => verdict === 'proven').map(({ name }) => name);
  expect(proven(inProcess)).toEqual(
    expect.arrayContaining([
      'realmIsolation',
      'cpuLoops',
      'nativeLoops',
      'responsiveHost',
      'hostSurvivesAborts',
      'heapMemory',
      'filesystem',
      'environment',
      'childProcesses',
    ]),
  );
  expect(proven(inVm)).toEqual(['realmIsolation', 'cpuLoops']);
});
