import { describe, expect, test } from 'vitest';
import { compileSettings } from '../testing/compile-settings.ts';
import { type CompileSettings, createCompiler } from './compile.ts';

const compile = (source: string, more: Partial<CompileSettings> = {}) =>
  createCompiler(compileSettings(more), { globals: [] })(source);

test('loops are counted, and types are gone', () => {
  const compilation = compile('const n: number = 1; for (const x of [n]) { console.log(x); }');
  expect(compilation).toMatchObject({ ok: true, script: { program: { instrumented: true }, language: 'ts' } });
});

test('the guard judges what the author wrote, before anything is rewritten', () => {
  const compilation = compile('eval("1")');
  expect(compilation).toMatchObject({
    ok: false,
    error: { location: { line: 1, column: 1 }, code: 'VALIDATION_ERROR' },
  });
  expect(JSON.stringify(compilation)).not.toContain('__enclave');
});

test('reserved names are refused, guard or no guard', () => {
  for (const validate of [true, false]) {
    expect(compile('const __enclave_n = 0; return __enclave_n;', { validate })).toMatchObject({
      ok: false,
      error: { code: 'VALIDATION_ERROR', location: { line: 1 } },
    });
  }
});

test('with the guard off, what does not parse is still refused with its place', () => {
  expect(compile('const a = 1;\nconst b = ;', { validate: false })).toMatchObject({
    ok: false,
    error: {
      code: 'VALIDATION_ERROR',
      location: { line: 2, column: 11 },
      codeFrame: expect.stringContaining('> 2 | const b = ;'),
      issues: [{ ruleId: 'syntax' }],
    },
  });
});

test('stances go over those of the level', () => {
  expect(compile('while (true) {}', { allowUnboundedLoops: false })).toMatchObject({ ok: false });
  expect(compile('while (true) {}', { securityLevel: 'STRICT', allowUnboundedLoops: true })).toMatchObject({
    ok: true,
  });
});

test('rules can be set one by one', () => {
  expect(compile('debugger;')).toMatchObject({ ok: false });
  expect(compile('debugger;', { rules: { 'no-debugger': 'warning' } })).toMatchObject({
    ok: true,
    script: { issues: [{ ruleId: 'no-debugger', severity: 'warning' }] },
  });
});

describe('a custom transform', () => {
  const rename = (from: string, to: string) => ({
    name: 'rename',
    visitor: {
      Identifier(path: { node: { name: string } }) {
        if (path.node.name === from) path.node.name = to;
      },
    },
  });

  test('runs before our own', () => {
    const compilation = compile('const before = 1; return before;', { transforms: [rename('before', 'after')] });
    expect(compilation).toMatchObject({
      ok: true,
      script: { program: { code: expect.stringContaining('const after') } },
    });
  });

  test("cannot bring in what the guard refuses; the place is the author's", () => {
    const source = 'const   one   =   1;\n\n\nreturn   Math;';
    expect(compile(source, { transforms: [rename('Math', 'eval')] })).toMatchObject({
      ok: false,
      error: {
        code: 'VALIDATION_ERROR',
        message: expect.stringContaining('In what the custom transforms made of the script: '),
        location: { line: 4, column: 10 },
        codeFrame: expect.stringContaining('return   Math;'),
        issues: [{ ruleId: 'no-dynamic-code' }],
      },
    });
  });

  test('that throws refuses the script', () => {
    const broken = {
      name: 'broken',
      visitor: {
        ReturnStatement() {
          throw new Error('out of order');
        },
      },
    };
    expect(compile('return 1;', { transforms: [broken] })).toMatchObject({
      ok: false,
      error: { code: 'VALIDATION_ERROR', message: expect.stringContaining('out of order') },
    });
  });
});

describe('repair', () => {
  const repairsOf = (source: string, more: Partial<CompileSettings> = {}) => {
    const compilation = compile(source, more);
    return (compilation.ok ? compilation.script.repairs : compilation.repairs).map(({ kind, line }) => [kind, line]);
  };

  test('is told, with its line', () => {
    expect(repairsOf('```js\nasync function main() { return 1; }\n```')).toHaveLength(2);
    expect(repairsOf('export default async function main() {\n return 1;\n}')).toHaveLength(2);
    expect(repairsOf('return 1;')).toEqual([]);
  });

  test('leaves a last expression alone unless asked', () => {
    expect(repairsOf('const a = 1;\na;')).toEqual([]);
    expect(repairsOf('const a = 1;\na;', { returnLastExpression: true })).toEqual([['returned-last-expression', 2]]);
  });

  test('can be switched off', () => {
    expect(repairsOf('async function main() { return 1; }', { repair: false })).toEqual([]);
    expect(compile('Here it is:\n```js\nreturn 1;\n```', { repair: false })).toMatchObject({ ok: false });
  });
});

test.each([
  ['blocks', '{'.repeat(50_000) + '}'.repeat(50_000)],
  ['operators', `${'1+'.repeat(200_000)}1`],
  ['functions', `${'()=>'.repeat(50_000)}1`],
  ['labels', `${Array.from({ length: 20_000 }, (_, i) => `l${i}:`).join('')};`],
  ['optional chains', `a${'?.b'.repeat(100_000)}`],
  ['branches', `${'if (a) {} else '.repeat(50_000)}{}`],
])('endless nesting of %s is refused, guard or no guard', (_title, source) => {
  for (const validate of [true, false]) {
    expect(compile(source, { validate })).toMatchObject({ ok: false, error: { code: 'VALIDATION_ERROR' } });
  }
});

test('a source that is too long is refused before it is read, guard or no guard', () => {
  const source = `return ${JSON.stringify('x'.repeat(300_000))};`;
  for (const validate of [true, false]) {
    expect(compile(source, { validate })).toMatchObject({
      ok: false,
      error: { code: 'VALIDATION_ERROR', issues: [{ ruleId: 'source-limits', messageId: 'tooLong' }] },
    });
  }
  expect(compile(source, { validate: false, unsafeSkipTransform: true })).toMatchObject({ ok: true });
});
