/*---
includes: [sequence.js]
---*/
var object = { a: 1, b: 2, c: 3 };
for (var key in object) { sequence.push(key); delete object.b; }
for (var none in null) sequence.push('never');
for (var none in undefined) sequence.push('never');
same('a c');
