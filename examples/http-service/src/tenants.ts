import type { EnclaveOptions } from '@enclave-vm/core';

export interface Tenant {
  readonly name: string;
  /** Runs of this tenant at a time; more are told to come again. */
  readonly maxConcurrentRuns: number;
  readonly options: EnclaveOptions;
}

const MB = 1024 * 1024;

/** What each tenant has paid for. Tenants with equal memory share processes; a realm serves one run and is dropped. */
export const tenants: ReadonlyMap<string, Tenant> = new Map(
  [
    {
      name: 'free',
      maxConcurrentRuns: 10,
      options: { securityLevel: 'STRICT', timeout: 5_000, cpuTimeout: 250, maxToolCalls: 5 },
    },
    {
      name: 'team',
      maxConcurrentRuns: 20,
      options: { securityLevel: 'SECURE', timeout: 10_000, cpuTimeout: 500, maxToolCalls: 20, memoryLimit: 64 * MB },
    },
    {
      name: 'business',
      maxConcurrentRuns: 40,
      options: { securityLevel: 'STANDARD', timeout: 20_000, cpuTimeout: 500, memoryLimit: 64 * MB },
    },
  ].map((tenant) => [tenant.name, tenant as Tenant]),
);
