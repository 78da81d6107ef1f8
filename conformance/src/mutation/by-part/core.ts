import { inTests, type Mutation } from '../mutation.ts';

/** Whether a host's definitions are kept to. */
export const OF_CORE: readonly Mutation[] = [
  {
    id: 'denied-tools-answer',
    package: 'core',
    edits: [{ file: 'src/tools/bind.ts', find: 'registry.assertAllowed(name);', put: '' }],
    watch: inTests('packages/core/src/tools', 'packages/core/src/enclave.test.ts'),
  },
  {
    id: 'calls-of-a-tool-not-counted',
    package: 'core',
    edits: [{ file: 'src/tools/bind.ts', find: 'if (count > maxCalls) {', put: 'if (count < 0) {' }],
    watch: inTests('packages/core/src/tools', 'packages/core/src/enclave.test.ts'),
  },
  {
    id: 'arguments-not-judged',
    package: 'core',
    edits: [
      {
        file: 'src/tools/bind.ts',
        find: "if ('violations' in input) throw schemaFault(tool, 'input', input.violations);",
        put: "if ('violations' in input) return definitionOf(tool, args, context);",
      },
      {
        file: 'src/tools/bind.ts',
        find: 'async function callInTime(',
        put: 'const definitionOf = (tool: RegisteredTool, args: unknown, context: ToolContext) => callInTime(tool, args, context);\n\nasync function callInTime(',
      },
    ],
    watch: inTests('packages/core/src/tools', 'packages/core/src/enclave.test.ts'),
  },
  {
    id: 'tool-names-of-any-length-looked-up',
    package: 'core',
    edits: [
      { file: 'src/tools/bind.ts', find: 'if (name.length > MAX_TOOL_NAME_LENGTH) {', put: 'if (name.length < 0) {' },
    ],
    watch: inTests('packages/core/src/tools', 'packages/core/src/enclave.test.ts'),
  },
  {
    id: 'globals-of-any-name',
    package: 'core',
    edits: [{ file: 'src/globals.ts', find: 'if (TAKEN.has(name))', put: 'if (name === "")' }],
    watch: inTests('packages/core/src/globals.test.ts'),
  },
  {
    id: 'reserved-globals',
    package: 'core',
    edits: [
      { file: 'src/globals.ts', find: 'if (name.startsWith(RESERVED_PREFIX))', put: 'if (name === RESERVED_PREFIX)' },
    ],
    watch: inTests('packages/core/src/globals.test.ts'),
  },
  {
    id: 'stacks-not-sanitized',
    package: 'core',
    edits: [
      {
        file: 'src/run/run-error.ts',
        find: '...(!sanitizeStackTraces && {',
        put: '...(sanitizeStackTraces !== null && {',
      },
    ],
    watch: inTests('packages/core/src/run/run-error.test.ts'),
  },
  {
    id: 'disposal-leaves-runs-alone',
    package: 'core',
    edits: [
      {
        file: 'src/run/execute.ts',
        find: 'signal: job.signal ? AbortSignal.any([job.signal, disposal]) : disposal,',
        put: 'signal: job.signal,',
      },
    ],
    watch: inTests('packages/core/src/enclave.test.ts', 'packages/core/src/limits-and-errors.test.ts'),
  },
];
