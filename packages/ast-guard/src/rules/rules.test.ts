import { describe, expect, test } from 'vitest';
import { Validator } from '../validator.ts';
import { RULES } from './index.ts';

/** A rule alone, as its examples see it. */
function alone(id: string, options: Readonly<Record<string, unknown>> = {}): Validator {
  const severity = RULES.find((rule) => rule.id === id)?.severity ?? 'error';
  return new Validator({ rules: { [id]: [severity, options] } });
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test.each(rule.examples.valid.map((example) => [example.title, example] as const))('allows %s', (_, example) => {
    const { issues } = alone(id, example.options).validate(example.code);
    expect(issues).toEqual([]);
  });

  test.each(rule.examples.invalid.map((example) => [example.title, example] as const))('reports %s', (_, example) => {
    const validator = alone(id, example.options);
    const { issues } = validator.validate(example.code);
    expect(issues.map((issue) => [issue.ruleId, issue.messageId])).toEqual(
      example.reports.map((messageId) => [id, messageId]),
    );
    for (const issue of issues) expect(`${issue.message} ${issue.hint}`).not.toMatch(/\{\w+\}/);
    expect(validator.fix(example.code).code).toBe(example.fixed ?? example.code);
  });

  test('every message is shown by an example', () => {
    const shown = rule.examples.invalid.flatMap((example) => [...example.reports]);
    expect(new Set(shown)).toEqual(new Set(Object.keys(rule.messages)));
  });
});

test('ids are unique and in order', () => {
  const ids = RULES.map((rule) => rule.id);
  expect(ids).toEqual([...new Set(ids)].sort());
});

test('"with" is found in sloppy scripts too, where the parser has no objection', () => {
  const validator = new Validator({ sourceType: 'script', rules: { 'no-with': 'error' } });
  expect(validator.validate('with (settings) { use(limit); }').issues.map((issue) => issue.ruleId)).toEqual([
    'no-with',
  ]);
});
