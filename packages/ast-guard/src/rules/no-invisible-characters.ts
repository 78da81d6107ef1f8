import { defineRule } from '../rule.ts';

/** Letters and joiners of Unicode that may stand in a name and show nothing. */
const INVISIBLE = /\u200C|\u200D|\u115F|\u1160|\u3164|\uFFA0|[\uFE00-\uFE0F]|[\u{E0001}-\u{E01EF}]/u;

export const noInvisibleCharacters = defineRule({
  id: 'no-invisible-characters',
  family: 'unicode',
  summary: 'Forbid invisible characters in names.',
  threat: 'Two names that look the same are then two variables, and a reader cannot see which one is used.',
  severity: 'error',
  messages: {
    invisible: {
      text: 'The name "{name}" contains the invisible character {code}.',
      hint: 'Write the name without it.',
    },
  },
  examples: {
    valid: [
      { title: 'an emoji made of several', code: "return '👩‍👩‍👧';" },
      { title: 'a name in another script', code: 'const số = 1;\nreturn số;' },
    ],
    invalid: [{ title: 'a zero-width joiner', code: 'const to\u200Dtal = 1;', reports: ['invisible'] }],
  },
  create: ({ report }) => ({
    Binding(binding) {
      const { name } = binding;
      const found = INVISIBLE.exec(name)?.[0].codePointAt(0);
      if (found === undefined) return;
      const code = `U+${found.toString(16).toUpperCase().padStart(4, '0')}`;
      for (const at of binding.declarations) report({ messageId: 'invisible', at, data: { name, code } });
    },
  }),
});
