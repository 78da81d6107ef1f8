/*---
includes: [sequence.js]
---*/
a: { sequence.push('in'); b: for (;;) { if (true) break a; } sequence.push('never'); }
c: d: for (var i = 0; i < 2; i++) { continue c; }
sequence.push(i);
same('in 2');
