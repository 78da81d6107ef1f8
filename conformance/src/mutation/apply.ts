import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edit, Mutation } from './mutation.ts';

/** Thrown where a source no longer has what the mutation takes away. */
export class StaleMutation extends Error {}

function replaceOnce(text: string, { file, find, put }: Edit): string {
  const parts = text.split(find);
  const times =
    typeof find === 'string' ? parts.length - 1 : (text.match(new RegExp(find, `${find.flags}g`)) ?? []).length;
  if (times !== 1) throw new StaleMutation(`out of date: ${file} has ${times} times ${String(find)}`);
  return text.replace(find, () => put);
}

/**
 * The sources that a mutation changes, as they are afterwards, by path.
 *
 * @throws StaleMutation
 */
export function mutatedSources(root: string, { package: name, edits }: Mutation): Map<string, string> {
  const sources = new Map<string, string>();
  for (const edit of edits) {
    const path = join(root, 'packages', name, edit.file);
    sources.set(path, replaceOnce(sources.get(path) ?? readFileSync(path, 'utf8'), edit));
  }
  return sources;
}

/** Tells whether what was seen of a mutation was seen of this one. */
export function fingerprint({ package: name, edits, watch }: Mutation): string {
  const text = JSON.stringify([name, edits, watch], (_, value) => (value instanceof RegExp ? String(value) : value));
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
