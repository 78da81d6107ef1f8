import { GUARANTEE_NAMES, type GuaranteeName, type Guarantees, processRunner, type Runner, vmRunner } from 'enclave-vm';
import { tryAbuses } from './abuse.ts';
import { tryBreakouts } from './breakout.ts';
import { inspectChild } from './inspection.ts';
import { type NodeFacts, nodeFacts } from './node-facts.ts';
import { tryOrphan } from './orphan.ts';
import type { ProbeResult } from './probe.ts';

/** One guarantee of one tier: what the runner says, and what came of trying it. */
export interface Finding {
  readonly name: GuaranteeName;
  readonly claimed: boolean;
  readonly how: string;
  readonly probes: readonly ProbeResult[];
  /** `absent`: not claimed. `untried`: claimed, and this machine gives no way to try it. */
  readonly verdict: 'proven' | 'broken' | 'untried' | 'absent';
}

export interface DoctorReport {
  readonly node: NodeFacts;
  readonly tiers: readonly { readonly isolation: 'process' | 'vm'; readonly findings: readonly Finding[] }[];
  /** No guarantee that is claimed was seen broken. */
  readonly sound: boolean;
}

/** Tries what each tier claims. Takes some ten seconds, and starts nothing that outlives it. */
export async function examine(onProgress: (what: string) => void): Promise<DoctorReport> {
  onProgress('the process tier: a hostile child');
  const outside = [...(await tryBreakouts()), ...(await inspectChild()), await tryOrphan()];
  const tiers = [];
  for (const create of [processRunner, vmRunner]) {
    const runner = create();
    onProgress(`the ${runner.isolation} tier: hostile scripts`);
    try {
      tiers.push({ isolation: runner.isolation, findings: await examineRunner(runner, outside) });
    } finally {
      await runner.dispose();
    }
  }
  const sound = tiers.every(({ findings }) => findings.every(({ verdict }) => verdict !== 'broken'));
  return { node: nodeFacts(), tiers, sound };
}

/** What is not claimed is not tried: in the vm tier some of it would end this very process. */
async function examineRunner(runner: Runner, outside: readonly ProbeResult[]): Promise<Finding[]> {
  const claimed = GUARANTEE_NAMES.filter((name) => runner.guarantees[name].held);
  const probes = [...(await tryAbuses(runner, claimed)), ...(runner.isolation === 'process' ? outside : [])];
  return GUARANTEE_NAMES.map((name) => {
    const own = probes.filter(({ guarantee }) => guarantee === name);
    return finding(runner.guarantees, name, own);
  });
}

function finding(guarantees: Guarantees, name: GuaranteeName, probes: readonly ProbeResult[]): Finding {
  const { held, how } = guarantees[name];
  return { name, claimed: held, how, probes, verdict: verdictOf(held, probes) };
}

function verdictOf(claimed: boolean, probes: readonly ProbeResult[]): Finding['verdict'] {
  if (!claimed) return 'absent';
  if (probes.some(({ contained }) => contained === false)) return 'broken';
  return probes.some(({ contained }) => contained) ? 'proven' : 'untried';
}
