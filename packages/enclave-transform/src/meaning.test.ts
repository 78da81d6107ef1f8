import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopLimits, positions, transform } from './index.ts';
import { programs } from './testing/programs.ts';
import { runBody } from './testing/run-body.ts';

/** `PROGRAMS=50000 vitest run meaning` for the long run. */
const RUNS = Number(process.env.PROGRAMS ?? 1000);

interface Seen {
  readonly value: unknown;
  readonly error: unknown;
  readonly effects: readonly unknown[];
}

/** V8 says in three ways that nothing can be taken out of a value, by where the pattern stands, and quotes the source. */
function withoutQuotes(text: string): string {
  return text.replace(/^.*(destructure|not iterable|undefined or null).*$/s, 'cannot be taken apart');
}

/** What a program does: its value or error, and its side effects in order. */
async function observe(code: string): Promise<Seen & { iterations: number }> {
  const effects: unknown[] = [];
  const closures: (() => unknown)[] = [];
  let ticks = 0;
  let flips = 0;
  let counted = 0;
  const globals = {
    emit: (value: unknown) => {
      const text = typeof value === 'object' ? JSON.stringify(value) : value;
      effects.push(typeof text === 'string' ? withoutQuotes(text) : text);
    },
    later: (closure: () => unknown) => closures.push(closure),
    tick: () => ticks++ < 200,
    count: () => counted++,
    flip: () => flips++ % 3 === 1,
    *items(count: number) {
      try {
        for (let index = 0; index < count && ticks++ < 200; index++) yield index;
      } finally {
        effects.push('closed');
      }
    },
  };
  const { value, error, iterations } = await runBody(code, { globals });
  for (const closure of closures) effects.push(closure());
  return {
    value: JSON.stringify(value),
    error: error && withoutQuotes(String(error)),
    effects,
    iterations: iterations || counted,
  };
}

test('a transformed program does what the original does, and counts what it does', {
  timeout: 60_000 + RUNS * 50,
}, async () => {
  let iterations = 0;
  await fc.assert(
    fc.asyncProperty(programs, async ({ source, counted }) => {
      const reference = await observe(counted);
      const { iterations: _none, ...plain } = await observe(source);
      expect(reference).toMatchObject(plain);
      expect(await observe(transform(source, { plugins: [loopLimits()] }).code)).toEqual(reference);
      expect(await observe(transform(source, { plugins: [loopLimits(), positions()] }).code)).toEqual(reference);
      const { iterations: _own, ...inScript } = await observe(asScript(source));
      expect(reference).toMatchObject(inScript);
      iterations += reference.iterations;
    }),
    { numRuns: RUNS },
  );
  expect(iterations, 'the programs do loop').toBeGreaterThan(RUNS);
});

/** A body that a script could be: its statements stand in an async function. */
function asScript(source: string): string {
  const script = `var result = (async () => {\n${source}\n})();`;
  return `${transform(script, { sourceType: 'script', plugins: [loopLimits({ max: 1e9 })] }).code}\nreturn await result;`;
}
