/*---
flags: [noStrict]
---*/
var variable = 1;
function declared() { for (;;) return 'declared'; }
let lexical = 2;
assert.sameValue(this.variable, 1);
assert.sameValue(this.declared(), 'declared');
assert.sameValue(this.lexical, undefined);
assert.sameValue(Object.getOwnPropertyDescriptor(this, 'declared').configurable, false);
assert.sameValue(hoisted(), 'hoisted');
function hoisted() { while (true) { return 'hoisted'; } }
for (var key in this) if (/enclave/.test(key)) throw new Test262Error(key);
