import { readFileSync } from 'node:fs';
import module from 'node:module';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loopLimits, positions, refuseDynamicImport, stripTypes, transform } from './index.ts';
import { runBody } from './testing/run-body.ts';

/** Programs that are valid and that hardly anybody writes: what each does is what V8 does with it as it stands. */
const programs = programsOf('odd-programs.txt');
const typed = programsOf('odd-types.txt');

const instrument = [loopLimits(), positions(), refuseDynamicImport()];
const ways = {
  'its loops counted': { plugins: [loopLimits()], language: 'js' },
  'all of it instrumented': { plugins: instrument, language: 'js' },
  'read as TypeScript': { plugins: [stripTypes(), ...instrument], language: 'ts' },
  'printed anew': { plugins: [{ visitor: {} }, ...instrument], language: 'js' },
} as const;

describe.each(Object.entries(ways))('%s, a program means what it did', (_way, options) => {
  test.each(programs.filter(isValid))('%s', async (program) => {
    expect(await observe(transform(program, options).code)).toEqual(await observe(program));
  });
});

const isOwnNode = process.versions.node.startsWith('24.');

test.runIf(isOwnNode)('the Node of the repository knows the syntax of all of them', () => {
  expect(programs.filter((program) => !isValid(program))).toEqual([]);
});

const strip = (module as { stripTypeScriptTypes?: (code: string, options: { mode: 'transform' }) => string })
  .stripTypeScriptTypes;

/** The compiler that Node 24 has with it is the reference: that of 22 is at fault in one enum, and 26 only strips. */
describe.runIf(strip && isOwnNode)('types go, and the program means what it did', () => {
  const named = /^async function __body\(\) \{\n([\s\S]*)\}\s*$/;
  test.each(typed)('%s', async (program) => {
    const [, reference] =
      named.exec(strip?.(`async function __body() {\n${program}\n}`, { mode: 'transform' }) ?? '') ?? [];
    const expected = await observe(reference ?? 'throw "no reference"');
    for (const plugins of [[stripTypes()], [stripTypes(), ...instrument]]) {
      expect(await observe(transform(program, { plugins, language: 'ts' }).code)).toEqual(expected);
    }
  });
});

function programsOf(file: string): string[] {
  const text = readFileSync(new URL(`./fixtures/${file}`, import.meta.url), 'utf8');
  return text.trimEnd().split('\n---\n');
}

/** Newer syntax is not known to every Node. */
function isValid(program: string): boolean {
  try {
    new Function(`return async function () { "use strict";\n${program}\n}`);
    return true;
  } catch {
    return false;
  }
}

/** What a program gives, throws and logs. */
async function observe(code: string): Promise<string[]> {
  const seen: string[] = [];
  const log = (...values: unknown[]): void => {
    seen.push(show(values));
  };
  const { value, error } = await runBody(code, { globals: { log } });
  return [show(value), show(error), ...seen];
}

/** Without the lines of a stack. */
const show = (value: unknown): string => inspect(value, { depth: 6 }).replace(/\n\s+at .*/g, '');
