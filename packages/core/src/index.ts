import { RESERVED_PREFIX } from '@enclave-vm/runtime-contract';
export const x: string = RESERVED_PREFIX;
