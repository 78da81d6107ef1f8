import { expect, test } from 'vitest';
import { Enclave, type SecurityLevel } from '../index.ts';

const THROWS = "throw new Error('no')";

async function failure(options: { securityLevel: SecurityLevel; sanitizeStackTraces?: boolean }) {
  const enclave = new Enclave({ isolation: 'vm', ...options });
  const result = await enclave.run(THROWS);
  await enclave.dispose();
  if (result.success) throw new Error('it did not throw');
  return result.error;
}

test.for([
  [{ securityLevel: 'SECURE' }, false],
  [{ securityLevel: 'STANDARD' }, true],
  [{ securityLevel: 'SECURE', sanitizeStackTraces: false }, true],
  [{ securityLevel: 'STANDARD', sanitizeStackTraces: true }, false],
] as const)('an error at %o: its stack is there: %s', async ([options, expected]) => {
  const error = await failure(options);
  expect(error).toMatchObject({ message: 'no', location: { line: 1 } });
  expect('stack' in error).toBe(expected);
});
