/*---
description: what a script gives back is what its last statement that has a value gave
---*/
var code = 'var i = 0; do { i++; if (i === 2) { "two"; continue; } } while (i < 3)';
assert.sameValue((0, eval)(code), undefined);
var n = 0;
while (n++ < 1) ;
assert.sameValue(n, 2);
