/*---
includes: [sequence.js]
---*/
function* numbers() { try { for (var i = 0; ; i++) { try { yield i; } catch (e) { sequence.push('c' + e); } } } finally { sequence.push('f'); } }
var it = numbers();
sequence.push(it.next().value, it.throw('x').value, it.return(9).value, it.next().done);
same('cx f 0 1 9 true');
