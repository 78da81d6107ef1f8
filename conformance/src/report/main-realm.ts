import { processRunner } from 'enclave-vm';
import { ENTRIES, runProbes } from '../main-realm/run.ts';
import { table } from './table.ts';

export interface MainRealmSection {
  readonly text: string;
  readonly problems: string[];
  readonly totals: { probes: number; contained: number };
}

/** What the process holds by itself: raw, and after our own child code has hardened its main realm. */
export async function reportMainRealm(): Promise<MainRealmSection> {
  const runner = processRunner();
  const { guarantees } = runner;
  await runner.dispose();
  const results = await runProbes(guarantees);
  const targets = [...new Set(results.map((result) => result.reaches))];
  const rows = targets.map((reaches) => [
    reaches,
    ...ENTRIES.map((entry) => {
      const some = results.filter((result) => result.reaches === reaches && result.entry === entry);
      return `${some.filter((result) => result.contained).length}/${some.length}`;
    }),
  ]);
  return {
    text: table(['reaches for', ...ENTRIES], rows),
    problems: results
      .filter((result) => !result.contained)
      .map((result) => `${result.id} [main realm, ${result.entry}] ${result.why}`),
    totals: { probes: results.length, contained: results.filter((result) => result.contained).length },
  };
}
