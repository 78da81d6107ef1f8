import { describe, expect, test } from 'vitest';
import { agentScript, describeAgentScript, Validator } from './index.ts';

const LEVELS = ['STRICT', 'SECURE', 'STANDARD', 'PERMISSIVE'] as const;
const ids = (level: (typeof LEVELS)[number], code: string) =>
  new Validator(agentScript({ level }))
    .validate(code)
    .issues.filter((issue) => issue.severity === 'error')
    .map((issue) => issue.ruleId);

/** From which level on each part of the language may be used; null is nowhere. */
const FROM: readonly [string, string, (typeof LEVELS)[number] | null][] = [
  [
    'arrows, for-of, spread, templates',
    'const f = (x) => x;\nfor (const x of [1]) f(`x`);\nreturn [...[1]];',
    'STRICT',
  ],
  ['counted loops', 'for (let i = 0; i < 3; i++) { if (i) break; }', 'STRICT'],
  ['await and async arrows', "const f = async () => await callTool('x');\nreturn await f();", 'STRICT'],
  ['types', 'interface A { b: string }\nconst a: A = await callTool("x");\nreturn a as A;', 'STRICT'],
  ['function declarations', 'function f() { return 1; }\nreturn f();', 'SECURE'],
  ['methods', 'return { run() { return 1; } }.run();', 'SECURE'],
  ['var', 'var a = 1;\nreturn a;', 'SECURE'],
  ['try and throw', "try { throw new Error('x'); } catch (e) { return e.message; }", 'SECURE'],
  ['switch', 'switch (1) { default: return 1; }', 'SECURE'],
  ['for-in', 'for (const k in {}) return k;', 'SECURE'],
  ['Promise.all', 'return await Promise.all([]);', 'SECURE'],
  ['Map and Set', 'return new Map([[1, new Set()]]).size;', 'SECURE'],
  ['while', 'let n = 3;\nwhile (n > 0) n--;\nreturn n;', 'STANDARD'],
  ['do-while', 'let n = 3;\ndo { n--; } while (n > 0);\nreturn n;', 'STANDARD'],
  ['for without condition', 'for (let i = 0; ; i++) { if (i > 3) return i; }', 'STANDARD'],
  ['classes', 'class A {}\nreturn new A();', 'STANDARD'],
  ['generators', 'const g = function* () { yield 1; };\nreturn [...g()];', 'STANDARD'],
  ['for await', 'for await (const x of []) return x;', 'STANDARD'],
  ['regular expressions', 'return /a+/.test("a");', 'STANDARD'],
  ['labels', 'a: for (const x of []) { continue a; }', 'STANDARD'],
  ['enums', 'enum A { B }\nreturn A.B;', 'STANDARD'],
  ['namespaces', 'namespace A { export const b = 1; }\nreturn A.b;', 'STANDARD'],
  [
    'namespaces of types',
    'namespace A { export type B = 1; namespace C { interface D {} } }\nreturn 1 as A.B;',
    'STRICT',
  ],
  ['host APIs', 'return new URL("https://a.b").host + atob("YQ==");', 'SECURE'],
  ['eval', 'return eval("1");', null],
  ['import()', 'return await import("x");', null],
  ['constructor chains', 'return ({}).constructor.constructor("1")();', null],
];

describe.each(FROM)('%s', (_, code, from) => {
  test.each(LEVELS)('%s', (level) => {
    const allowed = from !== null && LEVELS.indexOf(level) >= LEVELS.indexOf(from);
    expect(ids(level, code).length === 0).toBe(allowed);
  });
});

test('limits of the level can be set one by one', () => {
  const validator = new Validator(
    agentScript({ level: 'STRICT', allowUnboundedLoops: true, unicodeSecurityCheck: false, blockTimingAPIs: false }),
  );
  expect(validator.validate('let n = 3;\nwhile (n > 0) n = Date.now() - Date.now();\nreturn n;').issues).toEqual([]);
});

describe('describeAgentScript', () => {
  test.each(LEVELS)('at %s it names what the validator refuses, and only that', (level) => {
    const text = describeAgentScript({ level });
    const refuses = (code: string) => ids(level, code).length > 0;
    expect(text.includes('- classes')).toBe(refuses('class A {}'));
    expect(text.includes('- regular expressions')).toBe(refuses('return /a/;'));
    expect(text.includes('- while, do')).toBe(refuses('while (1) { break; }'));
    expect(text.includes(' Promise,')).toBe(!refuses('return Promise.resolve();'));
  });

  test('the tools are listed', () => {
    const tools = ['users:list', { name: 'users:get', description: 'one user by id' }];
    expect(describeAgentScript({ tools })).toContain('- users:list\n- users:get: one user by id');
    const short = describeAgentScript({ tools, form: 'short', level: 'STRICT' });
    expect(short).toContain('Tools: users:list, users:get.');
    expect(short.split('\n')).toHaveLength(3);
  });
});

test('what is no global at all is said once, a clock that the host adds is said to be one', () => {
  const idsOf = (globals: string[]) =>
    new Validator(agentScript({ level: 'STRICT', globals }))
      .validate('return performance.now();')
      .issues.map(({ ruleId }) => ruleId);
  expect(idsOf([])).toEqual(['no-unknown-globals']);
  expect(idsOf(['performance'])).toEqual(['no-clocks']);
});
