import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ATTACK_FILES, type Attack, readLines } from '../src/corpus.ts';
import { mutatedSources, StaleMutation } from '../src/mutation/apply.ts';
import { isWatched, type Mutation } from '../src/mutation/mutation.ts';
import { MUTATIONS } from '../src/mutation/mutations.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test.for(MUTATIONS)('still takes something away: $id', (mutation) => {
  expect(mutatedSources(ROOT, mutation).size).toBeGreaterThan(0);
});

test('a mutation whose text is gone, or stands twice, is refused and not taken for one that nobody notices', () => {
  const { edits, ...rest } = MUTATIONS[0] as Mutation;
  const [{ file }] = edits as [Mutation['edits'][0]];
  const gone = { ...rest, edits: [{ file, find: 'no such text', put: '' }] };
  const twice = { ...rest, edits: [{ file, find: 'const', put: '' }] };
  expect(() => mutatedSources(ROOT, gone)).toThrow(StaleMutation);
  expect(() => mutatedSources(ROOT, twice)).toThrow(StaleMutation);
});

test('each mutation has a name of its own, and somebody who watches', () => {
  expect(new Set(MUTATIONS.map(({ id }) => id)).size).toBe(MUTATIONS.length);
  const attacks = readLines<Attack>(ATTACK_FILES);
  const unwatched = MUTATIONS.filter(
    ({ watch }) => watch !== 'main-realm' && 'words' in watch && !attacks.some((attack) => isWatched(attack, watch)),
  );
  expect(unwatched.map(({ id }) => id)).toEqual([]);
});
