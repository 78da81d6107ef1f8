import { describe, expect, test } from 'vitest';
import { agentScript, Validator } from '../index.ts';

const validator = new Validator(agentScript({ globals: ['data', 'keys', 'pick'] }));
const idsOf = (code: string) =>
  validator
    .validate(code)
    .issues.filter(({ severity }) => severity === 'error')
    .map(({ ruleId }) => ruleId);

describe('a key that some text of the source leads to', () => {
  test.each([
    ['assigned after the declaration', "let k; k = 'constructor'; return data[k]('return 1')();"],
    ['assigned in one branch', "let k = 'id'; if (keys) k = 'constructor'; return data[k]('return 1')();"],
    ['joined', "const parts = ['con', 'structor']; return data[parts.join('')]('return 1')();"],
    [
      'joined from a list that grew',
      "const p = ['con']; p.push('x'); return data[p.concat('structor').join('')]('1')();",
    ],
    ['turned around', "const p = ['structor', 'con']; return data[p.reverse().join('')]('1')();"],
    ['from codes', 'return data[String.fromCharCode(99,111,110,115,116,114,117,99,116,111,114)]("1")();'],
    ['a default of a parameter', "const dig = (o, k = 'constructor') => o[k]('1')(); return dig(data);"],
    ['taken out of a list', "const [a, b] = ['con', 'structor']; return data[a + b]('1')();"],
    ['taken out of a record', "const { k } = { k: 'constructor' }; return data[k]('1')();"],
    ['nested patterns', "const { a: [, k] } = { a: ['x', 'constructor'] }; return data[k]('1')();"],
    ['a member of a table', "const K = { c: 'constructor' }; return data[K.c]('1')();"],
    ['a member of a frozen table', "const K = Object.freeze({ a: { c: 'constructor' } }); return data[K.a.c]('1')();"],
    ['an index of a list', "const K = ['id', 'constructor']; return data[K[1]]('1')();"],
    ['a choice', "return data[keys ? 'id' : 'constructor']('1')();"],
    ['a fallback', "return data[keys ?? 'constructor']('1')();"],
    ['two choices', "return data[(keys ? 'x' : 'con') + (data ? 'y' : 'structor')]('1')();"],
    ['a loop over texts', "for (const k of ['id', 'constructor']) pick(data[k]('1')());"],
    ['an assignment as the key', "let k; return data[(k = 'constructor')]('1')();"],
    ['a computed pattern', "let k; k = 'constructor'; const { [k]: C } = data; return C('1')();"],
    ['a text that grows', "let k = 'con'; k = k + 'structor'; return data[k]('1')();"],
  ])('%s', (_, code) => {
    expect(idsOf(code)).toContain('no-constructor-access');
  });

  test('of the prototype', () => {
    expect(idsOf("let k; k = '__proto__'; data[k].x = 1; return 1;")).toContain('no-proto-property');
  });
});

describe('an honest key', () => {
  test.each([
    ['counting', 'const n = {}; for (const w of keys) n[w] = (n[w] ?? 0) + 1; return n;'],
    ['a parameter', 'const get = (o, k) => o[k]; return get(data, pick());'],
    ['a choice of columns', "const by = keys ? 'price' : 'name'; return data.map((r) => r[by]);"],
    ['a table of columns', "const COL = { id: 'ID', team: 'constructor' }; return data.map((r) => r[COL.team]);"],
    ['a list of fields', "return ['team', 'constructor'].map((f) => data[f]);"],
    [
      'a loop over fields',
      "const row = pick(), out = {}; for (const f of ['team', 'constructor']) out[f] = row[f]; return out;",
    ],
    ['a path', "let at = data; for (const part of 'a.b'.split('.')) at = at?.[part]; return at;"],
    ['a rename', "let key = 'a'; key = key + '_' + pick(); return data[key];"],
    [
      'skipping dangerous keys',
      "for (const k of keys) { if (['__proto__', 'constructor'].includes(k)) continue; data[k] = 1; } return data;",
    ],
  ])('%s', (_, code) => {
    expect(idsOf(code)).toEqual([]);
  });

  test('a list that changes is not a constant', () => {
    const { issues } = validator.validate('const stack = [0]; while (stack.length) { pick(stack.pop()); } return 1;');
    expect(issues).toEqual([]);
  });
});
