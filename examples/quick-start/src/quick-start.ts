import { Enclave } from '@enclave-vm/core';
import { expectEqual } from './check.ts';

/** The program of the README, as it stands there. */
export async function quickStart(): Promise<void> {
  const enclave = new Enclave({
    timeout: 5000,
    maxToolCalls: 50,
    maxIterations: 10000,
    // biome-ignore lint/correctness/noUnusedFunctionParameters: the names say what a handler is given.
    toolHandler: async (toolName, args) => ({ items: [{ active: true }, { active: false }] }),
  });

  const result = await enclave.run(`
    const users = await callTool('users:list', { limit: 10 });
    return users.items.filter(u => u.active).length;
  `);

  if (result.success) console.log(result.value, result.stats);
  else console.error(result.error);

  enclave.dispose();
  expectEqual('quick start', result.success && result.value, 1);
}
