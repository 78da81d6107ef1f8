import { LEVELS, type Level, namedLevel, type Program, TIERS, type Tier } from '../corpus.ts';
import { type ProgramResult, runPrograms } from '../programs/run.ts';
import { table } from './table.ts';

export interface ProgramSection {
  readonly text: string;
  readonly problems: string[];
  readonly totals: Record<string, { programs: number; accepted: number; correct: number }>;
}

interface Group {
  readonly name: string;
  readonly level: Level;
  readonly programs: readonly Program[];
  readonly maxIterations?: number;
}

function groupsOf(programs: readonly Program[]): Group[] {
  const atNamed = LEVELS.map((level) => ({
    name: `at the level they name: ${level}`,
    level,
    programs: programs.filter((program) => namedLevel(program) === level),
  }));
  return [
    ...atNamed.map((group) => ({ ...group, ...(group.level === 'STANDARD' ? { maxIterations: 100_000 } : {}) })),
    { name: 'all at STANDARD', level: 'STANDARD' as const, programs, maxIterations: 100_000 },
  ].filter((group) => group.programs.length > 0);
}

/** Honest scripts: accepted and correct, by level and tier. */
export async function reportPrograms(
  programs: readonly Program[],
  tiers: readonly Tier[] = TIERS,
  toolsFile?: string,
  level?: Level,
): Promise<ProgramSection> {
  const groups: Group[] =
    level === undefined ? groupsOf(programs) : [{ name: `all at ${level}`, level, programs, maxIterations: 100_000 }];
  const rows: (string | number)[][] = [];
  const problems: string[] = [];
  const totals: ProgramSection['totals'] = {};
  for (const tier of tiers) {
    for (const group of groups) {
      const results = await runPrograms({
        programs: group.programs,
        level: group.level,
        tier,
        ...(toolsFile === undefined ? {} : { toolsFile }),
        ...(group.maxIterations === undefined ? {} : { maxIterations: group.maxIterations }),
      });
      const count = (test: (result: ProgramResult) => boolean) => results.filter(test).length;
      const accepted = count((result) => result.accepted);
      const correct = count((result) => result.correct);
      rows.push([group.name, tier, results.length, accepted, correct]);
      totals[`${group.name} / ${tier}`] = { programs: results.length, accepted, correct };
      problems.push(...results.filter((r) => !r.correct).map((r) => `${r.id} [${group.level} ${tier}] ${r.problem}`));
    }
  }
  return { text: table(['programs', 'tier', 'count', 'accepted', 'correct'], rows), problems, totals };
}
