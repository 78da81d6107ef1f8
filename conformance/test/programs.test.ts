import { expect, test } from 'vitest';
import {
  ALGORITHM_FILES,
  inCorpus,
  isKnownToThisNode,
  LEVELS,
  namedLevel,
  PROGRAM_FILES,
  type Program,
  readLines,
  type Tier,
} from '../src/corpus.ts';
import { compilePrograms, OWN_PROGRAMS } from '../src/programs/compile.ts';
import { runPrograms } from '../src/programs/run.ts';
import { canBeWrapped, WRAPPERS } from '../src/programs/wrappers.ts';

const programs = readLines<Program>(PROGRAM_FILES).filter(isKnownToThisNode);
const algorithms = readLines<Program>(ALGORITHM_FILES);
/** The vm tier shares kernel and codec with the process tier: every fifth script is enough to notice a difference. */
const sample = programs.filter((_, index) => index % 5 === 0);

const problemsOf = async (options: Parameters<typeof runPrograms>[0]) =>
  (await runPrograms(options)).filter((result) => !result.correct).map(({ id, problem }) => `${id}: ${problem}`);

test.for(LEVELS.map((level) => ({ level })))(
  'honest scripts give their value at the level they name: $level, process tier',
  async ({ level }) => {
    const named = programs.filter((program) => namedLevel(program) === level);
    expect(named.length).toBeGreaterThan(0);
    expect(
      await problemsOf({
        programs: named,
        level,
        tier: 'process',
        ...(level === 'STANDARD' ? { maxIterations: 100_000 } : {}),
      }),
    ).toEqual([]);
  },
);

test('a script that a stricter level accepts gives the same at STANDARD', async () => {
  const stricter = programs.filter((program) => ['STRICT', 'SECURE'].includes(namedLevel(program)));
  expect(await problemsOf({ programs: stricter, level: 'STANDARD', tier: 'process', maxIterations: 100_000 })).toEqual(
    [],
  );
});

test('honest scripts give the same in the vm tier', async () => {
  expect(
    await problemsOf({
      programs: sample.filter((program) => namedLevel(program) !== 'PERMISSIVE'),
      level: 'STANDARD',
      tier: 'vm',
      maxIterations: 100_000,
    }),
  ).toEqual([]);
});

test.for<{ tier: Tier }>([{ tier: 'process' }, { tier: 'vm' }])(
  'instrumentation keeps the meaning of every algorithm: $tier tier',
  async ({ tier }) => {
    expect(await problemsOf({ programs: algorithms, level: 'PERMISSIVE', tier })).toEqual([]);
  },
);

test.for<{ tier: Tier }>([{ tier: 'process' }, { tier: 'vm' }])(
  'every script and algorithm gives the same in another shape, in turn: $tier tier',
  async ({ tier }) => {
    const shapes = Object.entries(WRAPPERS);
    const wrapped = [...programs, ...algorithms]
      .map(({ js, code, ...program }) => ({ ...program, code: js ?? code }))
      .filter(({ code }) => canBeWrapped(code))
      .map(({ id, code, ...program }, index) => {
        const [shape, wrap] = shapes[(index + (tier === 'vm' ? 5 : 0)) % shapes.length] as (typeof shapes)[number];
        return { ...program, id: `${id} in ${shape}`, code: wrap(code) };
      });
    expect(await problemsOf({ programs: wrapped, level: 'PERMISSIVE', tier })).toEqual([]);
  },
);

// Messages of V8 differ from one major to the next, and Node 26 no longer transforms the TypeScript of these scripts. The
// stored values are those of the major that this repository brings along.
const isOwnNode = process.versions.node.startsWith('24.');

test.runIf(isOwnNode).for(OWN_PROGRAMS)('the stored values of %s are what plain Node gives', async (name) => {
  expect(readLines<Program>([inCorpus(`${name}.jsonl`)]).map((program) => JSON.stringify(program))).toEqual(
    (await compilePrograms(name)).trim().split('\n'),
  );
});
