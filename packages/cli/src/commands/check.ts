import { Enclave } from '@enclave-vm/core';
import { type EnclaveFlags, enclaveOptions } from '../enclave-flags.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { readScript } from '../read-script.ts';
import { checkText } from '../view/check-text.ts';
import { paintFor } from '../view/paint.ts';
import { resultJson } from '../view/value-text.ts';

export interface CheckFlags extends EnclaveFlags {
  json?: boolean;
}

/** Judges scripts as `run` would, and runs none. Gives the exit status. */
export async function check(paths: string[], flags: CheckFlags): Promise<number> {
  const options = await enclaveOptions(flags);
  await using enclave = new Enclave(options);
  const verdicts = [];
  for (const path of paths) {
    const source = await readScript(path);
    verdicts.push({ path, ...enclave.check(source) });
  }
  if (flags.json) process.stdout.write(`${resultJson(verdicts)}\n`);
  else for (const verdict of verdicts) process.stdout.write(`${checkText(verdict, paintFor(process.stdout))}\n`);
  return verdicts.every(({ valid }) => valid) ? EXIT_CODES.ok.status : EXIT_CODES.refused.status;
}
