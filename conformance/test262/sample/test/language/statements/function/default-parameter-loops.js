/*---
includes: [sequence.js]
---*/
function f(a = (() => { let n = 0; for (const x of [1, 2, 3]) n += x; return n; })(), b = a) { return [a, b]; }
sequence.push(...f(), f.length, f.name);
same('6 6 0 f');
