/*---
description: names are inferred as before
---*/
const anonymous = function (a, b = 1, ...c) { for (;;) break; };
const { arrow = () => { while (false); } } = {};
assert.sameValue(anonymous.name, 'anonymous');
assert.sameValue(anonymous.length, 1);
assert.sameValue(arrow.name, 'arrow');
