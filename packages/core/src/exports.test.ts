import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Everything that `@enclave-vm/core` exports. A change here is a change for users: it needs a changeset. */
const VALUES = [
  'ERROR_CODES',
  'Enclave',
  'EnclaveDisposedError',
  'EnclaveOptionError',
  'defineTool',
  'formatForModel',
  'runAgentScript',
];
const TYPES = [
  'ConsoleEntry',
  'DescribeOptions',
  'DisposeOptions',
  'EnclaveOptions',
  'ErrorCause',
  'ErrorCode',
  'ExecutionError',
  'ExecutionFailure',
  'ExecutionResult',
  'ExecutionStats',
  'ExecutionSuccess',
  'FormatOptions',
  'Globals',
  'Issue',
  'JsonSchema',
  'Limits',
  'Prompt',
  'Repair',
  'RunEvent',
  'RunEventListener',
  'RunOptions',
  'RunStream',
  'ScriptCheck',
  'SecurityLevel',
  'SourceLocation',
  'ToolCallReceipt',
  'ToolContext',
  'ToolDefinition',
  'ToolDefinitions',
  'ToolHandler',
];

test('the values', async () => {
  expect(Object.keys(await import('./index.ts')).sort()).toEqual(VALUES);
});

test('the types', () => {
  const source = readFileSync(new URL('./index.ts', import.meta.url), 'utf8');
  const names = [...source.matchAll(/export (type )?\{([^}]*)\}/g)].flatMap(([, onlyTypes, list]) =>
    (list ?? '').split(',').flatMap((part) => {
      const [, marked, name] = /^\s*(type )?(\w+)\s*$/.exec(part) ?? [];
      return name !== undefined && (onlyTypes ?? marked) ? [name] : [];
    }),
  );
  expect(names.sort()).toEqual(TYPES);
  expect(VALUES.length + TYPES.length).toBeLessThan(40);
});
