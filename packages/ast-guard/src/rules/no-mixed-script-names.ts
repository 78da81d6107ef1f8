import { defineRule } from '../rule.ts';
import { mixedIn } from '../tables/confusable-letters.ts';

export const noMixedScriptNames = defineRule({
  id: 'no-mixed-script-names',
  family: 'unicode',
  summary: 'Forbid names that mix Latin letters with letters of another script that look like them.',
  threat: 'A name with one foreign letter looks like another name, and hides what the code does.',
  severity: 'error',
  messages: {
    mixed: {
      text: 'The name "{name}" mixes Latin letters with "{letter}" ({code}), which only looks like one.',
      hint: 'Write the whole name in one script.',
    },
  },
  examples: {
    valid: [
      { title: 'a name in Cyrillic', code: 'const сумма = 1;\nreturn сумма;' },
      { title: 'Greek letters as symbols', code: 'const Δt = 1, σ2 = 2;\nreturn Δt + σ2;' },
      { title: 'Latin with accents', code: 'const größe = 1;\nreturn größe;' },
    ],
    invalid: [{ title: 'a Cyrillic letter', code: 'const tоtal = 1;', reports: ['mixed'] }],
  },
  create: ({ report }) => ({
    Binding(binding) {
      const { name } = binding;
      const letter = mixedIn(name);
      if (letter === null) return;
      const code = `U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
      for (const at of binding.declarations) report({ messageId: 'mixed', at, data: { name, letter, code } });
    },
  }),
});
