import { loopLimits, transform } from 'enclave-transform';
import { execute } from '../execute.ts';
import { harnessFiles, harnessScripts, harnessText } from '../harness.ts';
import type { Metadata } from '../metadata.ts';
import { type Form, MAX_ITERATIONS, type Mode, type Test } from './form.ts';

function modes({ flags }: Metadata): readonly Mode[] {
  if (flags.has('raw') || flags.has('noStrict')) return ['sloppy'];
  return flags.has('onlyStrict') ? ['strict'] : ['sloppy', 'strict'];
}

const directive = (mode: Mode): string => (mode === 'strict' ? '"use strict";\n' : '');

function limited(source: string): string {
  const plugins = [loopLimits({ max: MAX_ITERATIONS })];
  return transform(source, { sourceType: 'script', plugins }).code;
}

/** A script after the scripts of the harness, as a browser would run it. */
export const script: Form = scriptForm(({ root, source, metadata }, mode) => ({
  before: harnessScripts(root, harnessFiles(metadata)),
  text: directive(mode) + source,
}));

/** Harness and test as one script, as command-line runners of test262 give it to an engine. */
export const concatenated: Form = scriptForm(({ root, source, metadata }, mode) => ({
  before: [],
  text: directive(mode) + harnessText(root, harnessFiles(metadata)) + source,
}));

function scriptForm(arrange: (test: Test, mode: Mode) => { before: ReturnType<typeof harnessScripts>; text: string }) {
  const run = (test: Test, mode: Mode, change: (text: string) => string) => {
    const { before, text } = arrange(test, mode);
    return execute({ ...test, before, code: change(text) });
  };
  return {
    modes,
    plain: (test: Test, mode: Mode) => run(test, mode, (text) => text),
    transformed: async (test: Test, mode: Mode) => run(test, mode, limited),
  };
}
