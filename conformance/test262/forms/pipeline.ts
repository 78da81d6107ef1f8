import { Enclave } from '@enclave-vm/core';
import { failed, type Outcome } from '../execute.ts';
import { harnessFiles, harnessText } from '../harness.ts';
import { bodyModes } from './body.ts';
import { type Form, MAX_ITERATIONS, type Test } from './form.ts';

const options = {
  securityLevel: 'PERMISSIVE',
  isolation: 'vm',
  // A test may do anything, and is to run as it stands.
  validate: false,
  repair: false,
  maxIterations: MAX_ITERATIONS,
  timeout: 10_000,
} as const;

/** Harness and test as one script of an enclave: the real pipeline and the real kernel. */
export const pipeline: Form = {
  modes: bodyModes,
  plain: (test) => run(plainEnclave, test),
  transformed: (test) => run(enclave, test),
};

const enclave = new Enclave(options);
const plainEnclave = new Enclave({ ...options, unsafeSkipTransform: true });

async function run(subject: Enclave, { root, source, metadata }: Test): Promise<Outcome> {
  const isAsync = metadata.flags.has('async');
  const result = await subject.run(
    [
      'let print;',
      'const printed = new Promise((resolve) => { print = resolve; });',
      harnessText(root, harnessFiles(metadata)),
      // The harness looks for it there.
      isAsync ? 'globalThis.$DONE = $DONE;' : '',
      source,
      isAsync ? 'return printed;' : '',
    ].join('\n'),
  );
  if (!result.success) return failed(`${result.error.code} ${result.error.name}: ${result.error.message}`);
  return isAsync && result.value !== 'Test262:AsyncTestComplete' ? failed(String(result.value)) : { pass: true };
}
