import { expect, test } from 'vitest';
import { agentScript, defineRule, type GuardConfig, RULES, recommended, Validator } from './index.ts';

test.each([
  ['an unknown rule', { rules: { 'no-evil': 'error' } }, 'Unknown rule "no-evil"'],
  ['a misspelled rule', { rules: { 'no-wiht': 'error' } }, 'Did you mean "no-with"?'],
  ['a misspelled key', { rulse: {}, rules: {} }, 'Did you mean "rules"?'],
  ['an unknown severity', { rules: { 'no-with': 'fatal' } }, 'Wrong value for "rules.no-with"'],
  ['a misspelled option', { rules: { 'no-dynamic-code': ['error', { alow: [] }] } }, 'Did you mean "allow"?'],
  ['an option of a rule that has none', { rules: { 'no-with': ['error', { a: 1 }] } }, 'Unknown key "a"'],
  ['a limit that is no limit', { rules: {}, limits: { maxSourceLength: Number.POSITIVE_INFINITY } }, 'maxSourceLength'],
  ['a misspelled limit', { rules: {}, limits: { maxSourceLenght: 5 } }, 'Did you mean "maxSourceLength"?'],
])('%s is refused', (_, config, message) => {
  expect(() => new Validator(config as unknown as GuardConfig)).toThrow(message);
});

test('the preset refuses what it does not know', () => {
  expect(() => agentScript({ levle: 'STRICT' } as never)).toThrow('Did you mean "level"?');
  expect(() => agentScript({ level: 'LAX' as never })).toThrow('"level"');
});

test('a preset is data that names every rule', () => {
  const config = agentScript({ level: 'STRICT', tools: ['a'] });
  expect(JSON.parse(JSON.stringify(config))).toEqual(config);
  expect(Object.keys(config.rules).sort()).toEqual(RULES.map((rule) => rule.id));
  expect(config.rules['known-tools']).toEqual(['error', { tools: ['a'] }]);
});

test('recommended() lets modules and unknown names pass, and nothing that is dangerous anywhere', () => {
  const validator = new Validator(recommended());
  expect(validator.validate("import fs from 'node:fs';\nexport const x = process.env.HOME;").issues).toEqual([]);
  expect(validator.validate("export default eval('1');").issues.map((issue) => issue.ruleId)).toEqual([
    'no-dynamic-code',
  ]);
});

test('overrides, extra globals and rules of your own', () => {
  const noTodo = defineRule({
    id: 'no-todo',
    family: 'correctness',
    summary: 'Forbid TODO strings.',
    threat: 'Unfinished work.',
    severity: 'warning',
    messages: { todo: { text: 'To do.' } },
    examples: { valid: [], invalid: [] },
    create: ({ report }) => ({
      StringLiteral(at) {
        if (at.node.value.startsWith('TODO')) report({ messageId: 'todo', at });
      },
    }),
  });
  const config = agentScript({ extraRules: [noTodo], globals: ['settings'], overrides: { 'no-debugger': 'off' } });
  const { valid, issues } = new Validator(config).validate("debugger;\nreturn settings.x ?? 'TODO';");
  expect(valid).toBe(true);
  expect(issues.map((issue) => [issue.ruleId, issue.severity])).toEqual([['no-todo', 'warning']]);
  expect(() => new Validator({ ...config, extraRules: [{ ...noTodo, id: 'no-with' }] })).toThrow('already a rule');
});

test.each([[{}], [{ id: 'x', options: {}, messages: {}, create() {} }], [null]])('%j is no rule', (rule) => {
  const message = /Wrong value for "extraRules.0" .*: This is no rule: make it with defineRule/;
  expect(() => agentScript({ extraRules: [rule as never] })).toThrow(message);
  expect(() => new Validator({ rules: {}, extraRules: [rule as never] })).toThrow(message);
});
