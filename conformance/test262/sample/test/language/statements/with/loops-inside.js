/*---
flags: [noStrict]
includes: [sequence.js]
---*/
var object = { n: 0, tick: 1 };
with (object) { while (n < 3) n++; for (var k in object) sequence.push(k); }
sequence.push(object.n);
same('n tick 3');
