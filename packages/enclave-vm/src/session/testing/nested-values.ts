const shared = { s: [1] };
export const CYCLIC: unknown[] = [shared, { again: shared }, new Map<unknown, unknown>([[shared, new Set([shared])]])];
CYCLIC.push(CYCLIC, { constructor: 'x', cyclic: CYCLIC }, new Map([[CYCLIC, CYCLIC]]));

/** Values with containers in containers, by name: what is read or written in turns can be left at any place of them. */
export const NESTED_VALUES: readonly [string, unknown][] = [
  ['a text', 'x'.repeat(100)],
  ['references', CYCLIC],
  [
    'collections',
    new Map<unknown, unknown>([
      ['k', new Set([new Map([[[1], [2]]]), 'x'])],
      [{ a: 1 }, { b: [2] }],
    ]),
  ],
  ['objects that look like tags', { $: { $: 1, v: [{ $: [] }] }, v: 2, list: [{ $: 'map', v: [1, 2] }] }],
];
