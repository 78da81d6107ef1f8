import { describe, expect, test } from 'vitest';
import { agentScript, codeFrame, recommended, Validator } from './index.ts';

const standard = new Validator(agentScript());

describe('a judged source', () => {
  test('an honest script is valid, and its tree is handed over', () => {
    const result = standard.validate("const { items } = await callTool('users:list');\nreturn items.length;");
    expect(result).toMatchObject({ valid: true, issues: [], language: 'js', omitted: 0 });
    expect(result.ast?.type).toBe('File');
  });

  test('an issue says where, in lines and columns that start at 1, and what to do instead', () => {
    const { valid, issues } = standard.validate('const a = 1;\n  eval("1");');
    expect(valid).toBe(false);
    expect(issues).toEqual([
      {
        ruleId: 'no-dynamic-code',
        messageId: 'compiler',
        severity: 'error',
        message: '"eval" compiles a string into code.',
        hint: expect.stringContaining('JSON.parse'),
        location: { start: { line: 2, column: 3 }, end: { line: 2, column: 7 } },
      },
    ]);
  });

  test('a code frame marks the place', () => {
    const location = { start: { line: 2, column: 3 }, end: { line: 2, column: 7 } };
    expect(codeFrame('const a = 1;\n  eval("1");', location)).toBe(
      '  1 | const a = 1;\n> 2 |   eval("1");\n    |   ^^^^',
    );
  });

  test('a syntax error is an issue, and there is no tree', () => {
    expect(standard.validate('const x = ;')).toMatchObject({
      valid: false,
      ast: null,
      issues: [{ ruleId: 'syntax', location: { start: { line: 1, column: 11 } } }],
    });
  });

  test('TypeScript is read when JavaScript fails, or when asked for', () => {
    expect(standard.validate('const x: number = 1;\nreturn x as number;')).toMatchObject({
      valid: true,
      language: 'ts',
    });
    expect(standard.validate('return 1;', { language: 'ts' })).toMatchObject({ valid: true, language: 'ts' });
    expect(standard.validate('const x: number = 1;', { language: 'js' }).valid).toBe(false);
  });

  test('the parser and a rule do not both object to one construct', () => {
    const { issues } = standard.validate("with (Math) { eval('1'); }");
    expect(issues.map((issue) => issue.ruleId)).toEqual(['no-with', 'no-dynamic-code']);
  });
});

describe('hostile text', () => {
  test.each([
    ['a null character', 'a\0b', 'nullCharacter'],
    ['5 MB', 'a += 1; '.repeat(600_000), 'tooLong'],
    ['100,000 brackets', `return ${'('.repeat(1e5)}1${')'.repeat(1e5)}`, 'tooDeep'],
    ['a chain of 20,000 additions', `return 1${'+1'.repeat(20_000)}`, 'tooDeep'],
    ['20,000 negations', `return ${'!'.repeat(20_000)}1`, 'tooDeep'],
    ['dense code', '1;'.repeat(120_000), 'tooManyTokens'],
    [
      'a name looked up through 400 scopes',
      `${'{let b;'.repeat(400)}${'a;'.repeat(45_000)}${'}'.repeat(400)}`,
      'tooComplex',
    ],
    ['one variable for 10,000 promises', `let c;${"c=callTool('x');c.x;".repeat(7_000)}`, 'tooComplex'],
    [
      'one constant folded 8,000 times',
      `let x;const k=${"'a'+".repeat(300)}'';${'x[k+k];'.repeat(8_000)}`,
      'tooComplex',
    ],
    ['long numbers folded', `let x;const a=${'9'.repeat(500)}n;${'x[a*a+a];'.repeat(10_000)}`, 'tooComplex'],
    [
      'texts turned around',
      `let x;const s='a'.repeat(9_000);${"x[s.split('').reverse().join('')];".repeat(3_000)}`,
      'tooComplex',
    ],
    ['empty blocks', '{'.repeat(480).concat('}'.repeat(480)).repeat(100), 'tooComplex'],
    ['60,000 comments', '/**/'.repeat(60_000), 'tooManyComments'],
    ['20,000 arrows', `return ${'a=>'.repeat(20_000)}1`, 'tooDeep'],
  ])('%s ends in one issue', (_, source, messageId) => {
    const { valid, issues } = standard.validate(source);
    expect(valid).toBe(false);
    expect(issues.map((issue) => issue.messageId)).toEqual([messageId]);
  });

  test.each([
    ['<a>(', 40],
    ['async<a>(', 40],
    ['a<', 400],
    ['<a>/**/(', 40],
  ])('TypeScript that makes the parser try everything twice is not tried: %s', (part, times) => {
    const source = `${part.repeat(times)}1`;
    expect(standard.validate(source).valid).toBe(false);
    expect(standard.validate(source, { language: 'ts' }).issues.map((issue) => issue.messageId)).toEqual(['tooDeep']);
  });

  test('generic calls that a person may nest are fine', () => {
    const source = 'const x: number = await run<A>(map<B>((a) => keep<C>(list<D>(pick<E>(a)), 1 > 2)));\nreturn x;';
    expect(standard.validate(source.replace(/run|map|keep|list|pick/g, 'Object')).valid).toBe(true);
  });

  test('what is not a string is an issue too', () => {
    expect(standard.validate(undefined as never).issues[0]).toMatchObject({ messageId: 'notText' });
  });

  test('of a long source the first syntax error is said, of a short one all', () => {
    const errors = (times: number) => standard.validate('let a;'.repeat(times)).issues.map((issue) => issue.ruleId);
    expect(errors(3)).toEqual(['syntax', 'syntax']);
    expect(errors(3_000)).toEqual(['syntax']);
  });

  test('an honest script of the greatest length is judged', () => {
    const block = (n: number) => `
const page${n} = await callTool('users:list', { limit: 10, page: ${n} });
const names${n} = [];
for (const user of page${n}.items) {
  if (user.active && user.tags.includes('beta')) names${n}.push(\`\${user.name} <\${user.email}>\`);
}
const total${n} = page${n}.items.reduce((sum, { quota = 0 }) => sum + quota, 0);
console.log('page', ${n}, names${n}.length, total${n} > 100 ? 'high' : 'low');
`;
    const source = `${Array.from({ length: 680 }, (_, n) => block(n)).join('')}return total0;`;
    expect(source.length).toBeGreaterThan(240_000);
    expect(standard.validate(source).issues).toEqual([]);
  });

  test('a flood of issues is cut, errors first, and counted', () => {
    const { issues, omitted, valid } = standard.validate('eval(1);\n'.repeat(10_000));
    expect(valid).toBe(false);
    expect(issues).toHaveLength(100);
    expect(omitted).toBe(9_900);
  });
});

test.each(['```js\nreturn 1;\n```', '\n```\nreturn 1;', '~~~js\nreturn 1;\n~~~'])(
  'a Markdown fence is said to be one',
  (source) => {
    const { valid, issues } = new Validator(agentScript()).validate(source);
    expect(valid).toBe(false);
    expect(issues[0]?.hint).toContain('without the Markdown fence');
  },
);

test('a line for a shell, and another language, are said to be those', () => {
  const hintOf = (source: string) => new Validator(agentScript()).validate(source).issues[0]?.hint;
  expect(hintOf('#!/usr/bin/env node\nreturn 1;')).toBe('Remove the line that starts with #!');
  expect(new Validator(recommended()).validate('#!/usr/bin/env node\nexport const a = 1;').issues).toEqual([]);
  for (const python of [
    'for user in users:\n    print(user)',
    'def f(a, b):\n    return a',
    'if x:\n  y = 1',
    'x = [1]\nprint(x)\nif x: pass',
  ]) {
    expect(hintOf(python), python).toContain('Python');
  }
  expect(hintOf('const a = {;')).not.toContain('Python');
});

test('a label declared many times is one fault, not one for every pair', () => {
  for (const source of [`${'a:'.repeat(4_000)}b`, `${'a:if(1)'.repeat(900)}b`]) {
    const { issues, omitted } = new Validator(agentScript()).validate(source);
    expect([issues.length, omitted]).toEqual([1, 0]);
  }
  expect(new Validator(agentScript()).validate('a: { a: { b: { b: 1; } } }').issues.length).toBeGreaterThan(1);
});
