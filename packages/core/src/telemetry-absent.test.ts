import { expect, test, vi } from 'vitest';
import { Enclave } from './enclave.ts';

/** What an import gives when the optional peer is not installed. */
vi.mock('@opentelemetry/api', () => {
  throw Object.assign(new Error("Cannot find package '@opentelemetry/api'"), { code: 'ERR_MODULE_NOT_FOUND' });
});

test('without @opentelemetry/api everything runs, tool calls included', async () => {
  await expect(import('@opentelemetry/api')).rejects.toThrow();
  await using enclave = new Enclave({ isolation: 'vm', toolHandler: (name) => name });
  expect(await enclave.run(`return await callTool('users:list')`)).toMatchObject({ value: 'users:list' });
  expect(await enclave.run('return (')).toMatchObject({ error: { code: 'VALIDATION_ERROR' } });
  await expect(enclave.run('return 1', { globals: { tag: Symbol('x') } })).rejects.toThrow('tag');
});
