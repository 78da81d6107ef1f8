import { Enclave } from '@enclave-vm/core';
import { processRunner, resolveLimits, vmRunner } from 'enclave-vm';

type Callable = (name: string, args: unknown) => unknown;

const WIDE = {
  timeout: 60_000,
  maxIterations: 1_000_000_000,
  maxToolCalls: 1_000_000,
  maxResultBytes: 256e6,
  maxToolPayloadBytes: 256e6,
};

interface Result {
  readonly success: boolean;
  readonly value?: unknown;
  readonly error?: { code: string; message: string };
}

function unwrap(result: Result): unknown {
  if (!result.success) throw new Error(`${result.error?.code}: ${result.error?.message}`);
  return result.value;
}

/** The whole product: guard, transform and runner. */
export function openEnclave(isolation: 'process' | 'vm', callTool?: Callable, options: object = {}) {
  const enclave = new Enclave({ securityLevel: 'PERMISSIVE', isolation, ...WIDE, ...options } as ConstructorParameters<
    typeof Enclave
  >[0]);
  return {
    enclave,
    run: async (code: string) =>
      unwrap(
        (await enclave.run(
          code,
          callTool === undefined ? {} : ({ toolHandler: callTool } as Parameters<typeof enclave.run>[1]),
        )) as Result,
      ),
    dispose: () => enclave.dispose(),
  };
}

export interface Text {
  readonly code: string;
  readonly instrumented?: boolean;
}

/** The runner alone: it takes text that needs no more work. */
export function openRunner(isolation: 'process' | 'vm', callTool?: Callable, options: object = {}) {
  const runner = isolation === 'process' ? processRunner(options as Parameters<typeof processRunner>[0]) : vmRunner();
  const limits = resolveLimits('PERMISSIVE', WIDE);
  return {
    runner,
    run: async (text: string | Text, signal?: AbortSignal) =>
      unwrap(
        (await runner.run(typeof text === 'string' ? { code: text } : text, {
          limits,
          level: 'PERMISSIVE',
          ...(callTool === undefined ? {} : { callTool: ({ name, args }) => callTool(name, args) }),
          ...(signal === undefined ? {} : { signal }),
        })) as Result,
      ),
    dispose: () => runner.dispose(),
  };
}

export const echo: Callable = async (_name, args) => args;
