import type { Mutation } from '../mutation.ts';

export const OF_THE_TRANSFORM: readonly Mutation[] = [
  {
    id: 'loops-not-counted',
    package: 'enclave-transform',
    edits: [
      {
        file: 'src/plugins/loop-limits.ts',
        find: 'startWith((node as Loop).body, isPlain ? snippets.leave : snippets.count);',
        put: '',
      },
      { file: 'src/limits/verify-limits.ts', find: 'findUncounted(finished, snippets) ?? ', put: '' },
    ],
    watch: { mode: 'guard-off', tier: 'vm', words: ['loop-', 'own-limit'] },
  },
  {
    id: 'plugin-output-not-verified',
    package: 'enclave-transform',
    edits: [
      {
        file: 'src/plugins/loop-limits.ts',
        find: 'startWith((node as Loop).body, isPlain ? snippets.leave : snippets.count);',
        put: '',
      },
    ],
    watch: { mode: 'guard-off', tier: 'vm', words: ['loop-', 'own-limit'] },
    redundant: 'verify() refuses the program, so that nothing uncounted runs',
  },
  {
    id: 'loops-left-without-error',
    package: 'enclave-transform',
    edits: [
      { file: 'src/plugins/loop-limits.ts', find: 'splice.close(first, end(node), snippets.behind);', put: '' },
      { file: 'src/limits/verify-limits.ts', find: ' ?? findUnchecked(finished, snippets)', put: '' },
    ],
    watch: { tests: ['packages/enclave-transform/src/plugins/loop-limits.test.ts'] },
  },
  {
    id: 'swallowed-limit-goes-on',
    package: 'enclave-transform',
    edits: [
      {
        file: 'src/plugins/loop-limits.ts',
        find: 'if (node.handler) startWith(node.handler.body, snippets.check);',
        put: '',
      },
      {
        file: 'src/plugins/loop-limits.ts',
        find: 'if (node.finalizer) startWith(node.finalizer, snippets.check);',
        put: '',
      },
      { file: 'src/limits/verify-limits.ts', find: ' ?? findSwallowing(finished, snippets)', put: '' },
    ],
    watch: { mode: 'guard-off', tier: 'vm', words: ['loop-', 'own-limit'] },
    redundant:
      'the kernel has fixed the verdict when the limit was passed: what the script does afterwards changes nothing',
  },
  {
    id: 'reserved-names-allowed',
    package: 'enclave-transform',
    edits: [
      {
        file: 'src/reserved.ts',
        find: "if (node.type === 'Identifier' && node.name.startsWith(RESERVED_PREFIX))",
        put: "if (node.type === 'Identifier' && RESERVED_PREFIX === node.name)",
      },
    ],
    watch: { mode: 'guard-off', tier: 'vm', words: ['reserved'] },
  },
  {
    id: 'import-left-in-place',
    package: 'enclave-transform',
    edits: [
      {
        file: 'src/plugins/refuse-dynamic-import.ts',
        find: "splice.replace(start, end, useRuntime('refuseImport'));",
        put: "void [end, splice, useRuntime('refuseImport')];",
      },
      {
        file: 'src/plugins/refuse-dynamic-import.ts',
        find: "return { node, message: 'an import() that would run' };",
        put: 'void node;',
      },
    ],
    watch: { mode: 'guard-off', tier: 'vm', words: ['dynamic-import'] },
    redundant: 'the realm refuses an import() in the source before it runs any of it',
  },
];
