import { expect, test } from 'vitest';
import { parseAttacks } from '../src/attacks/compile.ts';
import {
  ALGORITHM_FILES,
  ATTACK_FILES,
  type Attack,
  inCorpus,
  PROGRAM_FILES,
  type Program,
  readLines,
} from '../src/corpus.ts';

test('own attacks are compiled: else run `pnpm corpus`', () => {
  const compiled = readLines<Attack>([inCorpus('own-attacks.jsonl')]);
  expect(compiled.map(({ control: _, ...attack }) => attack)).toEqual(JSON.parse(JSON.stringify(parseAttacks())));
});

test('every attack was put to the naive sandbox', () => {
  const attacks = readLines<Attack>(ATTACK_FILES);
  expect(attacks.filter(({ control }) => control === undefined).map(({ id }) => id)).toEqual([]);
});

test.for([ATTACK_FILES, PROGRAM_FILES, ALGORITHM_FILES].map((files) => ({ files })))(
  'each case has an id of its own: $files',
  ({ files }) => {
    const ids = readLines<Attack | Program>(files).map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  },
);
