/** Thrown when an enclave is used after `dispose()`. */
export class EnclaveDisposedError extends Error {
  override readonly name = 'EnclaveDisposedError';
  readonly code = 'ENCLAVE_DISPOSED';

  constructor() {
    super('This enclave was disposed of. Make a new one, or dispose of it later.');
  }
}
