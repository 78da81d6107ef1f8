import { spawnSync } from 'node:child_process';
import { parse } from '@babel/parser';
import { agentScript, Validator } from 'ast-guard';
import { loopLimits, positions, transform } from 'enclave-transform';
import { openOwnProcess } from '../own-process.ts';
import type { Contestant, Row } from '../row.ts';
import { LOOP_SHAPES, scriptOfLines } from '../scripts.ts';
import { openEnclave, openRunner } from '../subjects.ts';

type Plugins = Parameters<typeof transform>[1]['plugins'];
const plugins = (): Plugins => [loopLimits(), positions()] as Plugins;

const bareParse = (source: string): unknown =>
  parse(source, {
    sourceType: 'script',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    strictMode: true,
  } as Parameters<typeof parse>[1]);

const validator = new Validator(agentScript({ level: 'STANDARD' }));

function judge(source: string): unknown {
  const result = validator.validate(source);
  if (!result.valid) throw new Error(`refused: ${result.issues[0]?.ruleId}`);
  return result;
}

/** Parse, validate, transform and print, as core does it, without a cache. */
function frontEnd(source: string): string {
  const { ast } = validator.validate(source);
  return transform(source, { plugins: plugins(), ast: ast as never }).code;
}

const sync = (run: () => unknown): Contestant => ({ run });

const pair = (id: string, title: string, lines: number, most: number, ours: (source: string) => unknown): Row => {
  const source = scriptOfLines(lines);
  return {
    id,
    group: 'front end',
    title,
    unit: 'ms',
    rounds: 11,
    timePerRound: 120,
    bar: { ours: 'ours', than: '@babel/parser', most },
    contestants: { ours: () => sync(() => ours(source)), '@babel/parser': () => sync(() => bareParse(source)) },
  };
};

/** Sources made to hurt, and the honest text of the same size that they are held against. */
const PATHOLOGICAL: Readonly<Record<string, () => string>> = {
  'nested parentheses': () => `return ${'('.repeat(50_000)}1${')'.repeat(50_000)}`,
  'nested arrays': () => `return ${'['.repeat(3_000)}${']'.repeat(3_000)}`,
  '10,000 issues': () => 'eval(1);'.repeat(10_000),
  'long line': () => `return [${'"x".length,'.repeat(40_000)}1]`,
  'binary chain': () => `return ${'1+'.repeat(100_000)}1`,
  'huge regex': () => `return /${'(a|b)*'.repeat(3_000)}/.test('a')`,
  'regex blow-up': () => `return /${'(a+)+'.repeat(50)}$/.test('a')`,
  'member chain': () => `let a = {}; return a${'.b'.repeat(60_000)}`,
  'long string': () => `return ${JSON.stringify('s'.repeat(2_000_000))}.length`,
  'five megabytes': () => `let a = 0;\n${'a += 1; '.repeat(600_000)}return a`,
  'many scopes': () => '{let a=1;{let b=a;}}'.repeat(5_000),
  'string folding': () => `const k = ${Array.from({ length: 5_000 }, (_, i) => `'c${i}'`).join('+')}; return {}[k]`,
  'constant chain': () =>
    `${Array.from({ length: 3_000 }, (_, i) => (i === 0 ? "const k0 = 'a';" : `const k${i} = k${i - 1} + k${i - 1};`)).join('\n')} return {}[k2999]`,
  'unicode identifiers': () => Array.from({ length: 3_000 }, (_, i) => `const ключ${i} = 'зн${i}';`).join('\n'),
};

function validateRaw(source: string): number {
  const from = performance.now();
  validator.validate(source);
  return performance.now() - from;
}

export const guardRows: readonly Row[] = [
  pair('validate-40', 'validate, 40 lines, STANDARD, all rules', 40, 4, judge),
  pair('validate-400', 'validate, 400 lines, STANDARD, all rules', 400, 4, judge),
  {
    id: 'validate-growth',
    group: 'front end',
    title: 'validate, 3,200 lines against as much text in pieces of 100 (1 is linear), in a process of its own',
    warmUps: 2,
    unit: 'x',
    ownFigure: true,
    rounds: 5,
    bar: { ours: 'ours', most: 1.3 },
    contestants: {
      // How much garbage costs depends on what else lives in a process.
      ours: () => openOwnProcess(new URL('./validate-growth-child.ts', import.meta.url), 'once'),
    },
  },
  ...Object.entries(PATHOLOGICAL).map(([name, make]): Row => {
    const source = make();
    const honest = scriptOfLines(Math.max(10, Math.round((source.length / scriptOfLines(400).length) * 400)));
    return {
      id: `hostile-${name.replaceAll(/\W+/g, '-')}`,
      group: 'hostile source',
      title: `${name} (${Math.round(source.length / 1024)} KB)`,
      unit: 'ms',
      ownFigure: true,
      rounds: 3,
      bar: { ours: 'validate', most: 250 },
      contestants: {
        validate: () => ({ run: () => validateRaw(source) }),
        'parse of an honest text of the same size': () => ({
          run() {
            const from = performance.now();
            bareParse(honest);
            return performance.now() - from;
          },
        }),
      },
    };
  }),
];

const shapeRows: readonly Row[] = Object.entries(LOOP_SHAPES).map(([name, code]) => ({
  id: `loop-${name.replaceAll(/\W+/g, '-')}`,
  group: 'loop shapes',
  title: `${name}, limits and positions on`,
  unit: 'ms',
  rounds: 7,
  timePerRound: 150,
  bar: { ours: 'transformed', than: 'plain', most: 1.3 },
  contestants: {
    transformed: () => {
      const instance = openRunner('vm');
      const text = transform(code, { plugins: plugins() });
      return { run: () => instance.run({ code: text.code, instrumented: true }), dispose: instance.dispose };
    },
    plain: () => {
      const instance = openRunner('vm');
      return { run: () => instance.run(code), dispose: instance.dispose };
    },
  },
}));

/** Time of `import(name)` in a new process, less that of an empty one. */
function importTime(name: string): number {
  const script = `const a=performance.now();await import(${JSON.stringify(import.meta.resolve(name))});console.log(performance.now()-a)`;
  return Number(spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout);
}

/** Too short to be timed one by one. */
const CACHED_TURNS = 200;

/** What `run()` does with a source that it knows before it runs it: `check()` takes the same way through the cache, and stops there. */
const cachedRow = (id: string, lines: number): Row => {
  const source = scriptOfLines(lines);
  const timeOfOne = (turns: number, run: () => unknown): Contestant => ({
    run() {
      const from = performance.now();
      for (let turn = 0; turn < turns; turn++) run();
      return (performance.now() - from) / turns;
    },
  });
  return {
    id,
    group: 'front end',
    title: `the same ${lines} lines, cached`,
    unit: 'ms',
    ownFigure: true,
    rounds: 25,
    warmUps: 2,
    bar: { ours: 'ours', than: '@babel/parser', most: 0.1 },
    contestants: {
      ours: () => {
        const { enclave, dispose } = openEnclave('vm');
        const check = () => {
          if (!enclave.check(source).valid) throw new Error('refused');
        };
        return { ...timeOfOne(CACHED_TURNS, check), dispose };
      },
      '@babel/parser': () => timeOfOne(CACHED_TURNS / 10, () => bareParse(source)),
    },
  };
};

export const transformRows: readonly Row[] = [
  pair('front-end-40', 'parse + validate + transform + print, 40 lines', 40, 7, frontEnd),
  pair('front-end-400', 'parse + validate + transform + print, 400 lines', 400, 7, frontEnd),
  cachedRow('cached', 40),
  cachedRow('cached-400', 400),
  ...shapeRows,
  {
    id: 'import-time',
    group: 'front end',
    title: 'import in a new process',
    unit: 'ms',
    ownFigure: true,
    rounds: 5,
    contestants: Object.fromEntries(
      [
        '@enclave-vm/core',
        'enclave-vm',
        'ast-guard',
        'enclave-transform',
        'isolated-vm',
        'quickjs-emscripten',
        'vm2',
        'run',
      ].map((name) => [name, () => ({ run: () => importTime(name) })]),
    ),
  },
];
