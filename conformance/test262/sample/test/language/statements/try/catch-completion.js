/*---
description: the value of a try statement
---*/
assert.sameValue((0, eval)('1; try { throw 0 } catch (e) { }'), undefined);
assert.sameValue((0, eval)('1; do { 2; try { break } finally { 3 } } while (false)'), undefined);
