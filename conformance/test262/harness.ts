import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import type { Metadata } from './metadata.ts';

/** The files of the harness that a test asks for, in order. */
export function harnessFiles({ flags, includes }: Metadata): readonly string[] {
  if (flags.has('raw')) return [];
  return ['assert.js', 'sta.js', ...(flags.has('async') ? ['doneprintHandle.js'] : []), ...includes];
}

const texts = new Map<string, string>();
const compiled = new Map<string, vm.Script>();

/** Their texts, one after the other. */
export function harnessText(root: string, files: readonly string[]): string {
  return files.map((file) => `${remember(texts, file, () => read(root, file))}\n`).join('');
}

/** Each as a script, compiled once. */
export function harnessScripts(root: string, files: readonly string[]): vm.Script[] {
  return files.map((file) => remember(compiled, file, () => new vm.Script(read(root, file), { filename: file })));
}

function read(root: string, file: string): string {
  return readFileSync(join(root, 'harness', file), 'utf8');
}

function remember<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
