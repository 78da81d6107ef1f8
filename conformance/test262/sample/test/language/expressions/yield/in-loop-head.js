/*---
includes: [sequence.js]
---*/
function* g() { for (var x of [yield 'a', yield 'b']) sequence.push(x); for (var i = yield 'c'; i < 2; i++) sequence.push(i); while (yield 'd') sequence.push('w'); }
var it = g(), sent = [undefined, 1, 2, 0, true, false];
for (const value of sent) sequence.push(it.next(value).value);
same('a b 1 2 c 0 1 d w d ');
