/*---
description: no semicolon is needed behind do-while
---*/
var n = 0;
do n++; while (n < 3) n += 10
assert.sameValue(n, 13);
do while (n > 0) n--
while (false) assert.sameValue(n, 0)
