import { CALL_TOOL_NAME } from '@enclave-vm/runtime-contract';
import * as v from 'valibot';
import type { Binding } from '../ast/site.ts';
import { nameSet } from '../name-set.ts';
import { defineRule } from '../rule.ts';
import { latinLookOf } from '../tables/confusable-letters.ts';

const DEFAULT_NAMES = [CALL_TOOL_NAME, 'console', 'Object', 'Array', 'Promise', 'JSON', 'Math', 'eval', 'Function'];

export const noLookalikeNames = defineRule({
  id: 'no-lookalike-names',
  family: 'unicode',
  summary: 'Forbid names that look like a built-in one, or like another name of the script, and are not the same.',
  threat: 'A forged "callTool" with a Cyrillic letter reads like the real one, and answers what it likes.',
  severity: 'error',
  messages: {
    builtIn: { text: 'The name "{name}" only looks like "{other}".', hint: 'Use a name that cannot be mistaken.' },
    own: { text: 'The names "{name}" and "{other}" look the same.', hint: 'Use one name, or two that differ.' },
  },
  options: v.strictObject({
    names: v.optional(v.pipe(v.array(v.string()), v.description('Names that must not be imitated.')), DEFAULT_NAMES),
  }),
  examples: {
    valid: [{ title: 'names that differ', code: 'const сумма = 1;\nconst total = 2;\nreturn сумма + total;' }],
    invalid: [
      { title: 'a forged callTool', code: "const саllTool = async () => 'forged';", reports: ['builtIn'] },
      { title: 'two that look the same', code: 'const copy = 1;\nconst соpy = 2;', reports: ['own'] },
    ],
  },
  create: ({ options, report }) => {
    const builtIn = nameSet(options.names);
    const looks = new Map<string, Binding>();
    return {
      Binding(binding) {
        const { name } = binding;
        const look = latinLookOf(name);
        const other = looks.get(look);
        if (look !== name && builtIn.has(look)) {
          for (const at of binding.declarations) report({ messageId: 'builtIn', at, data: { name, other: look } });
        } else if (other !== undefined && other.name !== name) {
          for (const at of binding.declarations) report({ messageId: 'own', at, data: { name, other: other.name } });
        } else {
          looks.set(look, binding);
        }
      },
    };
  },
});
