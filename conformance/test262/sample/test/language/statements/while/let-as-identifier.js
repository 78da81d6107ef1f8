/*---
flags: [noStrict]
---*/
var let = 0;
while (let < 2) let++
if (let) assert.sameValue(let, 2)
while (false) let // ASI
{ }
do let
while (false)
