/*---
includes: [sequence.js]
---*/
var closures = [];
for (let i = 0; i < 3; closures.push(() => i), i++) closures.push(() => i);
for (const read of closures) sequence.push(read());
same('0 1 1 2 2 3');
