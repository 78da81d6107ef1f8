import { defineRule } from '../rule.ts';

/** The embeddings, overrides and isolates of Unicode; the plain marks (LRM, RLM) reorder nothing and are left alone. */
const BIDI = /[\u202A-\u202E\u2066-\u2069]/g;

export const noBidiCharacters = defineRule({
  id: 'no-bidi-characters',
  family: 'unicode',
  summary: 'Forbid the invisible characters that change the order in which text is shown.',
  threat: 'With them the code that a person reads is not the code that runs ("Trojan Source", CVE-2021-42574).',
  severity: 'error',
  messages: {
    bidi: {
      text: 'The invisible character {code} changes the order in which the text around it is shown.',
      hint: 'Remove it; in a string write the escape {escape}.',
    },
  },
  examples: {
    valid: [
      { title: 'right-to-left text', code: "return 'שלום עולם';" },
      { title: 'an escape', code: "return '\\u202E';" },
    ],
    invalid: [
      { title: 'an override in a string', code: "const level = 'user\u202E';", reports: ['bidi'] },
      { title: 'an isolate in a comment', code: '/* \u2066 admins only \u2069 */ run();', reports: ['bidi', 'bidi'] },
    ],
  },
  create: ({ source, report }) => ({
    end() {
      for (const found of source.matchAll(BIDI)) {
        const hex = found[0].charCodeAt(0).toString(16).toUpperCase();
        const at = { start: found.index, end: found.index + 1 };
        report({ messageId: 'bidi', at, data: { code: `U+${hex}`, escape: `\\u${hex}` } });
      }
    },
  }),
});
