import { existsSync } from 'node:fs';
import { FLOODED } from '../attacks/verdict.ts';
import { ALGORITHM_FILES, type Attack, appliesToThisNode, type Level, PROGRAM_FILES, type Tier } from '../corpus.ts';
import { notAsked } from '../peers/not-asked.ts';
import { FACTS, PEERS, type Peer, versionOf } from '../peers/peer.ts';
import { type PeerProgramResult, runPeerPrograms } from '../peers/programs.ts';
import type { Mode } from '../subjects/modes.ts';
import { type AttackRow, type AttackSettings, runPlan } from './attacks.ts';
import { showCounts, table, tally } from './table.ts';

const ENDS = ['contained', 'got through', 'host crashed', 'host hung', 'host over 1.5 GB', 'stderr flooded'] as const;
/** Without a verdict: the harness failed, not the product. */
type End = (typeof ENDS)[number] | 'no verdict';

/** What one case came to, seen from the application that uses the sandbox. */
function endOf({ verdict, outcome }: AttackRow): End {
  if (verdict.contained) return 'contained';
  if (verdict.why.startsWith('script reports')) return 'got through';
  if (verdict.why === FLOODED) return 'stderr flooded';
  if (outcome.killed === 'hang' || verdict.why.startsWith('took ')) return 'host hung';
  if (outcome.killed === 'oom') return 'host over 1.5 GB';
  if (outcome.sig || outcome.code) return 'host crashed';
  return outcome.fault === undefined ? 'got through' : 'no verdict';
}

/** A hanging host is not worth waiting for; each case has a host of its own, so that none pays for another. */
const BOUNDS = { killAfterMs: 3_000, alone: true } as const;

interface Contestant {
  readonly name: string;
  readonly mode: Mode;
  readonly tier: Tier;
  readonly peer?: Peer;
}

const CONTESTANTS: readonly Contestant[] = [
  { name: 'Enclave, process', mode: 'full', tier: 'process' },
  { name: 'Enclave, vm', mode: 'full', tier: 'vm' },
  ...PEERS.map((peer) => ({ name: `${peer} ${versionOf(peer)}`, mode: peer, tier: 'vm', peer }) as const),
];

export interface PeersSection {
  readonly text: string;
  readonly problems: string[];
  readonly totals: Record<string, Record<string, number>>;
}

/** The same cases, hosts and limits for us and for what else a user might take. What a peer lets through is no problem of ours. */
export async function reportPeers(
  all: readonly Attack[],
  level: Level,
  settings: AttackSettings,
): Promise<PeersSection> {
  const attacks = all.filter(appliesToThisNode);
  const classes = [...new Set(attacks.map((attack) => attack.class))].sort();
  const totals: PeersSection['totals'] = {};
  const seen = new Map<Contestant, AttackRow[]>();
  for (const contestant of CONTESTANTS) {
    const { name, mode, tier, peer } = contestant;
    const asked = attacks.filter((attack) => peer === undefined || notAsked(peer, attack) === undefined);
    const rows = await runPlan(asked, { mode, tier, level }, { ...settings, ...BOUNDS });
    seen.set(contestant, rows);
    totals[name] = { ...tally(rows, endOf), 'not asked': attacks.length - asked.length };
  }
  const share = (rows: readonly AttackRow[]) =>
    rows.length === 0 ? '-' : `${rows.filter((row) => endOf(row) === 'contained').length}/${rows.length}`;
  const programs = await Promise.all(PEERS.map((peer) => honest(peer)));
  return {
    text: [
      `Each case in a host process of its own: ${settings.timeoutMs} ms, ${settings.memoryMb} MB. *Got through*: the script`,
      'got what the case is after. *Host crashed*: the process of the application ended. *Host hung*: it had to be killed',
      `${BOUNDS.killAfterMs / 1000} s after the time limit, or the end came too late. *Stderr flooded*: Node itself wrote`,
      'more than 64 KB there. *Not asked*: the case is about something that the product does not offer; the reasons are below. A case that fails in any other way than by getting through is run twice.',
      'The tools are careless on purpose: a key such as `__proto__` in arguments does harm where a tool merges it. Enclave refuses',
      'it by default; that the others hand it over is no fault of theirs.',
      '',
      table(
        ['product', ...ENDS, 'not asked'],
        CONTESTANTS.map(({ name }) => [name, ...[...ENDS, 'not asked'].map((end) => totals[name]?.[end] ?? 0)]),
      ),
      '',
      'Contained, of the cases that were put to each:',
      '',
      table(
        ['class', ...CONTESTANTS.map(({ name }) => name)],
        classes.map((name) => [
          name,
          ...CONTESTANTS.map((one) => share((seen.get(one) ?? []).filter((row) => row.attack.class === name))),
        ]),
      ),
      '',
      'How each is set up, and what its own README says that it does not hold:',
      '',
      table(
        ['peer', 'set up with', 'its README'],
        PEERS.map((peer) => [peer, FACTS[peer].setUp, FACTS[peer].disclaims]),
      ),
      '',
      'Not asked:',
      '',
      table(
        ['peer', 'cases', 'why'],
        PEERS.flatMap((peer) => exempted(peer, attacks)),
      ),
      '',
      'Honest scripts (TypeScript stripped before) and algorithms:',
      '',
      table(['product', 'scripts correct', 'algorithms correct', 'what is not'], programs),
      '',
      'What was not contained by a peer:',
      '',
      table(
        ['peer', 'case', 'end', 'what was seen'],
        CONTESTANTS.filter(({ peer }) => peer !== undefined).flatMap((one) =>
          (seen.get(one) ?? [])
            .filter((row) => endOf(row) !== 'contained')
            .map((row) => [one.peer as string, row.attack.id, endOf(row), observed(row)]),
        ),
      ),
    ].join('\n'),
    problems: [...seen].flatMap(([{ name }, rows]) =>
      rows
        .filter((row) => endOf(row) === 'no verdict')
        .map((row) => `${row.attack.id} [peers: ${name}] ${observed(row)}`),
    ),
    totals,
  };
}

function exempted(peer: Peer, attacks: readonly Attack[]): (string | number)[][] {
  const reasons = attacks.map((attack) => notAsked(peer, attack)).filter((reason) => reason !== undefined);
  return Object.entries(tally(reasons, (reason) => reason)).map(([reason, count]) => [peer, count, reason]);
}

const existing = (files: readonly string[]) => files.filter((file) => existsSync(file));

async function honest(peer: Peer): Promise<string[]> {
  const share = (results: readonly PeerProgramResult[]) =>
    `${results.filter(({ correct }) => correct).length}/${results.length}`;
  const scripts = await runPeerPrograms(peer, existing(PROGRAM_FILES));
  const algorithms = await runPeerPrograms(peer, existing(ALGORITHM_FILES));
  const wrong = [...scripts, ...algorithms].filter(({ correct }) => !correct);
  const nameless = wrong.filter(({ problem }) => MISSING_NAME.test(problem));
  const missing = tally(nameless, ({ problem }) => MISSING_NAME.exec(problem)?.[1] as string);
  const others = wrong.filter((one) => !nameless.includes(one)).map(({ id }) => id);
  return [`${peer} ${versionOf(peer)}`, share(scripts), share(algorithms), showCounts(missing), others.join(', ')];
}

/** A script that wants a name of the web platform. */
const MISSING_NAME = /ReferenceError: (\w+) is not defined/;

const observed = ({ verdict, outcome: { killed, sig } }: AttackRow): string => {
  if (killed === '' && sig) return sig;
  const why = verdict.why.replace('script reports PWNED:', '').replace(/file:\S+/, 'file:…');
  return cell(why.split(': ')[0] ?? '').slice(0, 90);
};

/** Text of a script or a peer, made fit for a cell. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('`', "'").trim();
