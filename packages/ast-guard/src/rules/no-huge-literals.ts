import * as v from 'valibot';
import { defineRule, type Visitor } from '../rule.ts';

export const noHugeLiterals = defineRule({
  id: 'no-huge-literals',
  family: 'resources',
  summary: 'Limit the size of strings, arrays, objects and numbers that are written out in the code.',
  threat: 'Data in the code is parsed, judged, transformed and compiled: it costs many times what it costs as data.',
  severity: 'error',
  messages: {
    text: { text: 'This text has {length} characters, more than {max}.', hint: 'Read it with a tool.' },
    items: { text: 'This literal has {length} entries, more than {max}.', hint: 'Read the data with a tool.' },
  },
  options: v.strictObject({
    maxTextLength: v.optional(v.pipe(v.number(), v.description('Characters in one string or number.')), 65_536),
    maxItems: v.optional(v.pipe(v.number(), v.description('Entries of one array or object.')), 10_000),
  }),
  examples: {
    valid: [{ title: 'a table of some rows', code: "return [['a', 1], ['b', 2]];", options: { maxItems: 10 } }],
    invalid: [
      { title: 'a long string', code: "return 'aaaaaaaaaaaaaaaa';", options: { maxTextLength: 8 }, reports: ['text'] },
      {
        title: 'a long template',
        code: 'return `aaaaaaaaaaaaaaaa`;',
        options: { maxTextLength: 8 },
        reports: ['text'],
      },
      { title: 'a long number', code: 'return 1234567890123n;', options: { maxTextLength: 8 }, reports: ['text'] },
      { title: 'many items', code: 'return [1, 2, 3, 4];', options: { maxItems: 3 }, reports: ['items'] },
      { title: 'many properties', code: 'return { a: 1, b: 2 };', options: { maxItems: 1 }, reports: ['items'] },
    ],
  },
  create: ({ options, source, report }) => {
    const measure = (at: Parameters<typeof report>[0]['at'], length: number): void => {
      if (length > options.maxTextLength)
        report({ messageId: 'text', at, data: { length, max: options.maxTextLength } });
    };
    const count = (at: Parameters<typeof report>[0]['at'], length: number): void => {
      if (length > options.maxItems) report({ messageId: 'items', at, data: { length, max: options.maxItems } });
    };
    const texts: Visitor = {
      StringLiteral: (at) => measure(at, at.node.value.length),
      TemplateElement: (at) => measure(at, at.node.value.raw.length),
      BigIntLiteral: (at) => measure(at, (at.node.end ?? 0) - (at.node.start ?? 0)),
    };
    return {
      // No text in the source is longer than the source.
      ...(source.length > options.maxTextLength ? texts : {}),
      ArrayExpression: (at) => count(at, at.node.elements.length),
      ObjectExpression: (at) => count(at, at.node.properties.length),
    };
  },
});
