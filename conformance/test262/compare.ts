import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loopLimits, TransformError, transform } from 'enclave-transform';
import { execute, type Outcome } from './execute.ts';
import { type Metadata, readMetadata } from './metadata.ts';

const MAX_ITERATIONS = 1e7;

/** How one test fared in one mode. */
export type Comparison =
  | { readonly kind: 'same' | 'fails-plain' }
  /** Passes as it is, and fails, or cannot be had, transformed. */
  | { readonly kind: 'regression'; readonly mode: string; readonly why: string };

/** Runs one test file in each mode that its flags allow, plain and with loop limits. Modules are not scripts. */
export async function compareFile(root: string, file: string): Promise<Comparison[]> {
  const source = readFileSync(join(root, file), 'utf8');
  const metadata = readMetadata(source);
  if (metadata.flags.has('module')) return [];
  const results: Comparison[] = [];
  for (const mode of modesOf(metadata)) {
    const text = mode === 'strict' ? `"use strict";\n${source}` : source;
    const plain = await execute(root, text, metadata);
    if (!plain.pass) {
      results.push({ kind: 'fails-plain' });
      continue;
    }
    const transformed = await executeTransformed(root, text, metadata);
    if (transformed.pass) results.push({ kind: 'same' });
    else results.push({ kind: 'regression', mode, why: transformed.why });
  }
  return results;
}

function modesOf({ flags }: Metadata): readonly string[] {
  if (flags.has('raw') || flags.has('noStrict')) return ['sloppy'];
  return flags.has('onlyStrict') ? ['strict'] : ['sloppy', 'strict'];
}

async function executeTransformed(root: string, source: string, metadata: Metadata): Promise<Outcome> {
  let code: string;
  try {
    ({ code } = transform(source, {
      sourceType: 'script',
      language: 'js',
      plugins: [loopLimits({ max: MAX_ITERATIONS })],
    }));
  } catch (error) {
    const isRefused = error instanceof TransformError && error.code === 'SYNTAX';
    // A program that must not parse is refused earlier than by the engine: that is as good.
    if (isRefused && metadata.negative?.phase === 'parse' && metadata.negative.type === 'SyntaxError')
      return { pass: true };
    return { pass: false, why: `cannot be transformed: ${error instanceof Error ? error.message : String(error)}` };
  }
  return execute(root, code, metadata);
}
