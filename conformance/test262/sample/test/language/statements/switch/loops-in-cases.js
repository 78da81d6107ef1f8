/*---
includes: [sequence.js]
---*/
for (const n of [1, 2, 3]) switch (n) { case 1: continue; case 2: for (;;) break; sequence.push(n); break; default: sequence.push('d'); }
same('2 d');
