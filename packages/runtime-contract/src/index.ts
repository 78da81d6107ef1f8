export const RESERVED_PREFIX = '__enclave_';
