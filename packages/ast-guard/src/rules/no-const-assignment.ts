import { defineRule } from '../rule.ts';

export const noConstAssignment = defineRule({
  id: 'no-const-assignment',
  family: 'correctness',
  summary: 'Warn about an assignment to a constant.',
  threat: 'The script fails there when it runs: what it has done until then stays done.',
  severity: 'warning',
  messages: {
    assigned: { text: '"{name}" is a constant: assigning to it fails.', hint: 'Declare it with let: let {name} = ...' },
  },
  examples: {
    valid: [
      { title: 'a variable', code: 'let total = 0;\ntotal += 1;\nreturn total;' },
      { title: 'a constant of each turn', code: 'for (const item of items) keep(item);' },
      { title: 'what a constant holds', code: 'const counts = {};\ncounts.a = 1;\nreturn counts;' },
    ],
    invalid: [
      { title: 'a sum', code: 'const total = 0;\ntotal += 1;\nreturn total;', reports: ['assigned'] },
      { title: 'a counter', code: 'for (const i = 0; i < 3; i++) use(i);', reports: ['assigned'] },
    ],
  },
  create: ({ report }) => ({
    Binding(binding) {
      const { name, kind, isConstant } = binding;
      if (isConstant || (kind !== 'const' && kind !== 'using')) return;
      for (const at of binding.writes) report({ messageId: 'assigned', at, data: { name } });
    },
  }),
});
