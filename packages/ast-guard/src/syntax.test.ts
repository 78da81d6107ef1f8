import { describe, expect, it } from 'vitest';
import { agentScript, Validator } from './index.ts';

const validator = new Validator(agentScript());
const said = (source: string) =>
  validator.validate(source).issues.map(({ message, hint, location }) => [location.start.line, message, hint ?? '']);

describe('what is said about code that cannot be read', () => {
  it.each([
    [
      'callTool(users:list)',
      1,
      'Unexpected token ":", expected ","',
      "Put the name of the tool in quotes: callTool('name', { ... }).",
    ],
    [
      "return await callTool('users:get', id: 1);",
      1,
      'Unexpected token ":", expected ","',
      "Put the arguments in braces: callTool('name', { id: 1 }).",
    ],
    [
      'try { const user = 1; } catch {}\nreturn user;',
      2,
      '"user" is not defined.',
      'It is declared in an inner block, and unknown outside of it: declare it with let before that block.',
    ],
    ['if (a) {\n  return ")"; // }', 2, 'Unexpected end of the script', 'Close the "{" of line 1.'],
    ['f(`[`,\n{ a: [1, 2\n', 3, 'Unexpected end of the script, expected ","', 'Close the "[" of line 2.'],
    ['return 1 +;', 1, 'Unexpected token ";"', 'Something before it is not finished.'],
    ['const x = 5 5;', 1, 'Unexpected token "5".', 'Put a semicolon or an operator between the two.'],
    ['cosnt x = 5;\nreturn x;', 1, 'Unexpected token "x".', 'Did you mean "const"?'],
    ['if (1) { }\nelseif (2) { }', 2, 'Unexpected token "{".', 'Did you mean "else if"?'],
    ['const f = (x) -> x;', 1, 'Unexpected token ">"', 'Write an arrow function as (x) => value.'],
    [
      'if a > 1 { }',
      1,
      'Unexpected token "a", expected "("',
      'Put what follows in parentheses, as in if (ready) { ... }.',
    ],
    ['for (let i = 0, i < 5, i++) { }', 1, 'Unexpected token "<"', 'Put semicolons between the three parts of a for.'],
    [
      'const x = if (1) { 2 }',
      1,
      'Unexpected token "if"',
      'A statement has no value: write ready ? a : b, or assign in its branches.',
    ],
    ['f({ limit = 5 })', 1, 'Invalid shorthand property initializer.', 'Write the value behind a colon: { limit: 5 }.'],
    ['function () { }', 1, 'Unexpected token "("', 'Give the function a name, or write const name = () => { ... };'],
    ['return [1\n2]', 2, 'Unexpected token "2", expected ","', 'A comma or a closing bracket is missing before it.'],
    ['return <b>x</b>', 1, 'Unterminated regular expression.', expect.stringContaining('There is no JSX')],
    [
      '{"tool": "users:list"}',
      1,
      'Unexpected token ":"',
      "This is data. To call a tool, write: return await callTool('name', { ... });",
    ],
    [
      'Here is the code:\nreturn 1',
      1,
      'Unexpected token "is".',
      'This line is text: hand over the code alone, with remarks in // comments.',
    ],
    ['return 1\n```', 2, 'Unterminated template.', 'Hand over the code alone, without the Markdown fence around it.'],
    [
      'break;',
      1,
      'There is no loop here that could be left or continued.',
      'Use return to leave a function or the script.',
    ],
    [
      'a?.b = 1',
      1,
      'This syntax is not part of the language.',
      'An optional chain cannot be assigned to: if (user) user.name = name;',
    ],
    [
      'const a = b ?? throw new Error("no a");',
      1,
      'This syntax is not part of the language.',
      'throw is a statement: if (value === undefined) throw new Error(...);',
    ],
    [
      'class A {\n  @logged run() {}\n}',
      2,
      'This syntax is not part of the language.',
      'There are no decorators: call the function yourself, as in const Traced = traced(class { ... });',
    ],
    [
      'class A { accessor size = 1; }',
      1,
      'This syntax is not part of the language.',
      'There is no "accessor": write a private field with get and set.',
    ],
    [
      'switch (1) { case 1: using a = null; }',
      1,
      'There is no "using" directly in a case.',
      'Put braces around the case: case 1: { using file = open(); break; }',
    ],
  ])('%s', (source, line, message, hint) => {
    expect(said(source)).toEqual([[line, message, hint]]);
  });

  it('reads "using" at the top of a body, whatever else is wrong', () => {
    expect(said('using file = callTool;\nconst n: number = 1;\nreturn n;')).toEqual([]);
    expect(said('await using file = null;\nreturn 1 +;').map(([line]) => line)).toEqual([2]);
  });

  it.each([
    "const user = await callTool<User>('users:get', { id: 1 });\ninterface User {}\nreturn user;",
    "return await callTool<{ items: string[] }>('users:list');",
    'return [1].reduce<Record<string, number>>((all, n) => ({ ...all, [n]: n }), {});',
    'return [1].map<number>((n) => n);',
  ])('takes a call with types for one: %s', (source) => {
    expect(validator.validate(source)).toMatchObject({ valid: true, language: 'ts' });
  });

  it('takes comparisons for comparisons', () => {
    const source = 'const f = (i, n, x, y) => (i<n && x>(y)) || i < n;\nreturn f(1, 2, 3, 4);';
    expect(validator.validate(source)).toMatchObject({ valid: true, issues: [] });
    expect(validator.validate('const [a, b] = [1, 2];\nreturn a < b;')).toMatchObject({ language: 'js' });
  });

  it('says what else is wrong where the parser did not have to guess', () => {
    expect(said('const f = () => await fetch(1);\nreturn f();').map(([, message]) => message)).toEqual([
      expect.stringContaining('"await"'.replaceAll('"', "'")),
      expect.stringContaining('"fetch"'),
    ]);
  });
});
