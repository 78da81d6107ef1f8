/*---
flags: [async]
includes: [sequence.js]
---*/
const task = async (name) => { for (let i = 0; i < 2; i++) { sequence.push(name + i); await null; } };
Promise.all([task('a'), task('b')]).then(() => { same('a0 b0 a1 b1'); }).then(() => $DONE(), $DONE);
