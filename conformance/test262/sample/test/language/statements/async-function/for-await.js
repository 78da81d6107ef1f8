/*---
flags: [async]
includes: [sequence.js]
---*/
async function* items() { try { yield 1; yield Promise.resolve(2); yield 3; } finally { sequence.push('closed'); } }
(async function () {
  for await (const x of items()) { sequence.push(x); if (x === 2) break; }
  for await (const y of [Promise.resolve('a'), 'b']) sequence.push(y);
  do { await null; } while (sequence.length < 3);
  same('1 2 closed a b');
})().then(() => $DONE(), $DONE);
