import { Enclave } from '@enclave-vm/core';
import { type EnclaveFlags, enclaveOptions } from '../enclave-flags.ts';
import { EXIT_CODES } from '../exit-codes.ts';

export interface DescribeFlags extends EnclaveFlags {
  short?: boolean;
  json?: boolean;
}

/** Prints what a model has to be told to write scripts for this enclave. Gives the exit status. */
export async function describe(flags: DescribeFlags): Promise<number> {
  const options = await enclaveOptions(flags);
  await using enclave = new Enclave(options);
  const prompt = enclave.describe({ form: flags.short ? 'short' : 'full' });
  if (flags.json) process.stdout.write(`${JSON.stringify(prompt, null, 2)}\n`);
  else {
    process.stdout.write(`${prompt.text}\n`);
    process.stderr.write(`about ${prompt.tokens} tokens\n`);
  }
  return EXIT_CODES.ok.status;
}
