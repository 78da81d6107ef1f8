/**
 * `pnpm conformance`: honest scripts by level, algorithms, and the matrix attack class x layer. Ends with one JSON line
 * of totals. Exits 1 when an attack was not contained or an honest script was refused or wrong.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { asGiven, choice, readFlags, wholeNumber } from './command-line.ts';
import { ALGORITHM_FILES, ATTACK_FILES, LEVELS, type Level, PROGRAM_FILES, TIERS, type Tier } from './corpus.ts';
import { readAttacks, readPrograms } from './read-cases.ts';
import {
  type AttackPlan,
  type AttackRow,
  type AttackSettings,
  DEFAULT_SETTINGS,
  planName,
  reportAttacks,
  runPlan,
} from './report/attacks.ts';
import { CHILD_MODES, FOREIGN_MODES, MODES, type Mode } from './subjects/modes.ts';

const PARTS = [
  'programs',
  'algos',
  'attacks',
  'levels',
  'layers',
  'hosts',
  'main-realm',
  'mutations',
  'peers',
] as const;
type Part = (typeof PARTS)[number];

const USAGE = `conformance [options]      with none: everything but the peers, on the corpora of this repository

  --programs FILE   honest scripts (repeatable)      --algos FILE   algorithms (repeatable)
  --attacks FILE    attacks (repeatable)             --tools FILE   module with createWorld(), for the two above
                    JSON lines as in conformance/corpus/README.md. With any of the three, only those are run, unless
                    --part says otherwise. An attack's "codeGen" is evaluated here: take corpora that you trust
  --part PART       ${PARTS.join(' | ')} (repeatable)
  --peers           the peers as well: run, isolated-vm, vm2
  --level LEVEL     run everything at this level: ${LEVELS.join(' | ')}
  --tier TIER       ${TIERS.join(' | ')}; both without it
  --mode MODE       layers before the attacks (repeatable): ${MODES.slice(0, 6).join(' | ')} |
                    ${MODES.slice(6, 10).join(' | ')} |
                    ${MODES.slice(10).join(' | ')}
  --only TEXT       cases whose id contains TEXT     --width N      hosts side by side (${DEFAULT_SETTINGS.width})
  --control         attacks against a naive sandbox: what does nothing there proves nothing
  --verbose         a line for each attack           --json         only the JSON line
  --markdown FILE   keep the report                  --help

Ends with one JSON line of totals. Exit code: 0 as it should be, 1 an attack got through or an honest script was refused
or wrong, 2 called wrongly.`;

const flags = readFlags(USAGE, {
  programs: { type: 'string', multiple: true },
  algos: { type: 'string', multiple: true },
  attacks: { type: 'string', multiple: true },
  tools: { type: 'string' },
  level: { type: 'string' },
  tier: { type: 'string' },
  mode: { type: 'string', multiple: true },
  part: { type: 'string', multiple: true },
  only: { type: 'string' },
  width: { type: 'string', default: String(DEFAULT_SETTINGS.width) },
  peers: { type: 'boolean', default: false },
  control: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  markdown: { type: 'string' },
  verbose: { type: 'boolean', default: false },
});

const report: string[] = [];
const say = (text: string) => {
  report.push(text);
  if (!flags.json) console.log(text);
};
const level = flags.level === undefined ? undefined : choice<Level>('--level', flags.level, LEVELS);
const tier = flags.tier === undefined ? undefined : choice<Tier>('--tier', flags.tier, TIERS);
const parts = flags.part?.map((name) => choice<Part>('--part', name, PARTS));
const askedModes = flags.mode?.map((name) => choice<Mode>('--mode', name, MODES));
const tools = flags.tools === undefined ? undefined : asGiven(flags.tools);
const tiers: readonly Tier[] = tier === undefined ? TIERS : [tier];
const chosen = (files: readonly string[] | undefined, own: readonly string[]) =>
  files?.map(asGiven) ?? own.filter((file) => existsSync(file));
/** Cases that `--only` has let through, once somebody has asked. */
let selected: number | undefined;
const wanted = <T extends { id: string }>(items: T[]): T[] => {
  const { only } = flags;
  const some = only === undefined ? items : items.filter(({ id }) => id.includes(only));
  selected = (selected ?? 0) + some.length;
  return some;
};
// Pointed at somebody's corpus, run that and nothing else.
const pointed = flags.programs !== undefined || flags.algos !== undefined || flags.attacks !== undefined;
const runsPart = (part: Part): boolean => {
  if (flags.control) return part === 'attacks';
  if (parts !== undefined) return parts.includes(part);
  if (part === 'peers') return flags.peers;
  if (!pointed) return true;
  return (part === 'programs' || part === 'algos' || part === 'attacks') && flags[part] !== undefined;
};

const settings: AttackSettings = {
  ...DEFAULT_SETTINGS,
  width: wholeNumber('--width', flags.width),
  // Minutes pass without a word otherwise. What is kept goes to stdout.
  onPlan: (plan, cases) => console.error(`${planName(plan)}: ${cases} to run`),
};
const totals: Record<string, unknown> = { node: process.versions.node };
const problems: string[] = [];

if (runsPart('programs')) {
  const { reportPrograms } = await import('./report/programs.ts');
  const section = await reportPrograms(
    wanted(readPrograms(chosen(flags.programs, PROGRAM_FILES))),
    tiers,
    tools,
    level,
  );
  say(`\n## Honest scripts\n\n${section.text}`);
  totals.programs = section.totals;
  problems.push(...section.problems);
}
if (runsPart('algos')) {
  const algorithms = wanted(readPrograms(chosen(flags.algos, ALGORITHM_FILES)));
  const { reportPrograms } = await import('./report/programs.ts');
  const section = await reportPrograms(algorithms, tiers, tools, level ?? 'PERMISSIVE');
  say(`\n## Algorithms\n\n${section.text}`);
  totals.algorithms = section.totals;
  problems.push(...section.problems);
}
if (runsPart('attacks')) {
  const attacks = wanted(readAttacks(chosen(flags.attacks, ATTACK_FILES)));
  const modes: readonly Mode[] = flags.control ? ['naive'] : (askedModes ?? ['full', 'guard-off', 'runner-only']);
  const plans: AttackPlan[] = modes.flatMap((mode) =>
    (CHILD_MODES.has(mode) ? (['process'] as const) : FOREIGN_MODES.has(mode) ? (['vm'] as const) : tiers).map(
      (where) => ({
        mode,
        tier: where,
        level: level ?? 'STANDARD',
      }),
    ),
  );
  const rows: AttackRow[] = [];
  for (const plan of plans) {
    rows.push(
      ...(await runPlan(attacks, plan, {
        ...settings,
        onRow: (row) => {
          if (flags.verbose)
            say(
              `${row.verdict.contained ? 'ok  ' : 'FAIL'} ${row.mode}/${row.tier} ${row.attack.id} ${row.verdict.code} ${Math.round(row.outcome.ms)} ms ${row.verdict.why}`,
            );
        },
      })),
    );
  }
  const section = reportAttacks(rows);
  say(`\n## Attacks\n\n${section.text}`);
  totals.attacks = section.totals;
  if (!flags.control) problems.push(...section.problems);
}

if (runsPart('levels')) {
  const { reportOtherLevels } = await import('./report/other-levels.ts');
  const attacks = wanted(readAttacks(chosen(flags.attacks, ATTACK_FILES)));
  const section = await reportOtherLevels(attacks, tiers, level ?? 'STANDARD', settings);
  say(`\n## The other levels\n\n${section.text}`);
  totals.levels = section.totals;
  problems.push(...section.problems);
}

if (runsPart('layers')) {
  const { reportLayers } = await import('./report/layers.ts');
  const attacks = wanted(readAttacks(chosen(flags.attacks, ATTACK_FILES)));
  const section = await reportLayers(attacks, level ?? 'STANDARD', settings);
  say(`\n## Each layer alone\n\n${section.text}`);
  totals.layers = section.totals;
  problems.push(...section.problems);
}

if (runsPart('hosts')) {
  const { reportHosts } = await import('./report/hosts.ts');
  const attacks = wanted(readAttacks(chosen(flags.attacks, ATTACK_FILES)));
  const section = await reportHosts(attacks, tiers, level ?? 'STANDARD', settings);
  say(`\n## What the application does to its own process\n\n${section.text}`);
  totals.hosts = section.totals;
  problems.push(...section.problems);
}

if (runsPart('main-realm') && tiers.includes('process')) {
  const { reportMainRealm } = await import('./report/main-realm.ts');
  const section = await reportMainRealm();
  say(`\n## Attacker in the child's own main realm\n\n${section.text}`);
  totals.mainRealm = section.totals;
  problems.push(...section.problems);
}

if (runsPart('peers')) {
  const { reportPeers } = await import('./report/peers.ts');
  const attacks = wanted(readAttacks(chosen(flags.attacks, ATTACK_FILES)));
  const section = await reportPeers(attacks, level ?? 'STANDARD', settings);
  say(`\n## Beside its peers\n\n${section.text}`);
  totals.peers = section.totals;
  problems.push(...section.problems);
}

if (runsPart('mutations')) {
  const { reportMutations } = await import('./report/mutations.ts');
  const section = reportMutations();
  say(`\n## Defences taken away one by one\n\n${section.text}`);
  totals.mutations = section.totals;
  problems.push(...section.problems);
}

if (selected === 0)
  problems.push(flags.only === undefined ? 'There are no cases.' : `No case has "${flags.only}" in its id.`);
if (problems.length > 0) say(`\n## Problems\n\n${problems.map((line) => `- ${line}`).join('\n')}`);
if (flags.markdown !== undefined) {
  const head = `# Conformance\n\nWritten by \`npx -y pnpm@12 conformance --peers --markdown docs/conformance.md\`, Node ${process.versions.node}, ${process.platform}.\n`;
  writeFileSync(asGiven(flags.markdown), `${head}${report.join('\n')}\n`);
}
const seconds = Math.round(performance.now() / 1000);
console.log(JSON.stringify({ ...totals, problems: problems.length, seconds }));
process.exit(problems.length > 0 ? 1 : 0);
