/*---
includes: [sequence.js]
---*/
function f() { for (;;) { try { return 1; } finally { sequence.push('f'); break; } } return 2; }
function g() { try { throw 1; } catch { return 'c'; } finally { sequence.push('g'); } }
function h() { while (true) try { continue; } finally { return 3; } }
sequence.push(f(), g(), h());
same('f g 2 c 3');
