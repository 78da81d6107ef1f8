/*---
flags: [noStrict]
---*/
for (var x = 1 in {}) ;
assert.sameValue(x, 1);
