/*---
flags: [noStrict]
---*/
function f() { return (() => { for (const a of arguments) return [a, this, new.target]; })(); }
var [first, self, target] = f.call('me', 7);
assert.sameValue(first, 7);
assert.sameValue(typeof self, 'object');
assert.sameValue(target, undefined);
