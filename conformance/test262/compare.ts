import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TransformError } from 'enclave-transform';
import { failed, type Outcome } from './execute.ts';
import { body, IMPORT_REFUSED } from './forms/body.ts';
import type { Form, Mode, Test } from './forms/form.ts';
import { pipeline } from './forms/pipeline.ts';
import { concatenated, script } from './forms/script.ts';
import type { ContextKind } from './host.ts';
import { readMetadata } from './metadata.ts';

export const FORMS = { script, concatenated, body, pipeline };

/** How tests are run. */
export interface Manner {
  readonly form: keyof typeof FORMS;
  readonly context: ContextKind;
}

/** How one test fared in one mode. */
export type Comparison =
  | { readonly kind: 'same' }
  /** Asks what `import()` does with its arguments. Transformed it does nothing, which is what it is transformed for. */
  | { readonly kind: 'import-refused' }
  | { readonly kind: 'fails-plain'; readonly why: string }
  /** Passes as it is, and fails, or cannot be had, transformed. */
  | { readonly kind: 'regression'; readonly mode: Mode; readonly why: string };

/** Runs one test file in each mode that its flags and the form allow, plain and transformed. Modules are not scripts. */
export async function compareFile(root: string, file: string, { form: name, context }: Manner): Promise<Comparison[]> {
  const source = readFileSync(join(root, file), 'utf8');
  const metadata = readMetadata(source);
  if (metadata.flags.has('module')) return [];
  const form = FORMS[name];
  const test = { root, source, metadata, context };
  const results: Comparison[] = [];
  for (const mode of form.modes(metadata)) {
    const plain = await form.plain(test, mode);
    if (!plain.pass) {
      results.push({ kind: 'fails-plain', why: plain.why });
      continue;
    }
    const transformed = await runTransformed(form, test, mode);
    if (transformed.pass) results.push({ kind: 'same' });
    else if (metadata.features.includes('dynamic-import') && transformed.why.includes(IMPORT_REFUSED))
      results.push({ kind: 'import-refused' });
    else results.push({ kind: 'regression', mode, why: transformed.why });
  }
  return results;
}

async function runTransformed(form: Form, test: Test, mode: Mode): Promise<Outcome> {
  try {
    return await form.transformed(test, mode);
  } catch (error) {
    const { negative } = test.metadata;
    const isRefused = error instanceof TransformError && error.code === 'SYNTAX';
    // A program that must not parse is refused earlier than by the engine: that is as good.
    if (isRefused && negative?.phase === 'parse' && negative.type === 'SyntaxError') return { pass: true };
    return failed(`cannot be transformed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
