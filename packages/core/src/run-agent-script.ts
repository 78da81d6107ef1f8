import { Enclave } from './enclave.ts';
import type { EnclaveOptions, RunOptions, ToolArguments } from './options/types.ts';
import type { ExecutionResult } from './result.ts';

/**
 * Runs one script in an enclave made for it, and gives everything back. For more than one script make an
 * {@link Enclave}: it keeps its processes warm.
 */
export async function runAgentScript<T = unknown, Tools extends ToolArguments = ToolArguments>(
  code: string,
  options: EnclaveOptions<Tools> & Pick<RunOptions, 'signal'> = {},
): Promise<ExecutionResult<T>> {
  const { signal, ...enclaveOptions } = options;
  const enclave = new Enclave(enclaveOptions);
  try {
    return await enclave.run<T>(code, { ...(signal && { signal }) });
  } finally {
    await enclave.dispose();
  }
}
