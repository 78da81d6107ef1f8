/*---
flags: [noStrict]
---*/
assert.sameValue(typeof inner, 'undefined');
for (var i = 0; i < 1; i++) { function inner() { return i; } }
assert.sameValue(inner(), 1);
switch (0) { case 0: function cased() { return 'cased'; } }
assert.sameValue(cased(), 'cased');
