import { Enclave, type ExecutionResult, formatForModel } from '@enclave-vm/core';
import { type EnclaveFlags, enclaveOptions } from '../enclave-flags.ts';
import { EXIT_CODES, exitStatusOf } from '../exit-codes.ts';
import { readScript } from '../read-script.ts';
import { chooseView, type OutputForm } from '../view/choose-view.ts';
import { paintFor } from '../view/paint.ts';
import { failureText, summaryLine } from '../view/result-text.ts';
import { safeText } from '../view/safe-text.ts';
import { resultJson, valueText } from '../view/value-text.ts';

export interface RunFlags extends EnclaveFlags {
  json?: boolean;
  forModel?: boolean;
}

/** Runs one script. Gives the exit status. */
export async function run(path: string, flags: RunFlags): Promise<number> {
  const form: OutputForm = flags.json ? 'json' : flags.forModel ? 'model' : 'text';
  const [source, options] = await Promise.all([readScript(path), enclaveOptions(flags)]);
  await using enclave = new Enclave(options);
  const { securityLevel, isolation, limits } = enclave;
  const view = chooseView(form, { script: path, level: securityLevel, isolation, limits });
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort(new Error('Interrupted'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  let result: ExecutionResult | undefined;
  try {
    result = await enclave.run(source, { signal: interrupt.signal, onEvent: view.onEvent });
  } finally {
    view.end(result);
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
  print(result, form);
  return result.success ? EXIT_CODES.ok.status : exitStatusOf(result.error.code);
}

/** The result goes to stdout, everything about it to stderr, so that a pipe gets the result alone. */
function print(result: ExecutionResult, form: OutputForm): void {
  if (form === 'json') return void process.stdout.write(`${resultJson(result)}\n`);
  if (form === 'model') return void process.stdout.write(`${formatForModel(result)}\n`);
  const paint = paintFor(process.stderr);
  for (const { message } of result.repairs)
    process.stderr.write(`${paint('yellow', 'repaired:')} ${safeText(message)}\n`);
  process.stderr.write(`${summaryLine(result, paint)}\n`);
  if (result.success) process.stdout.write(`${valueText(result.value)}\n`);
  else process.stderr.write(`\n${failureText(result, paint)}\n`);
}
