/*---
negative:
  phase: runtime
  type: RangeError
---*/
for (const depth of [1]) new Array(-depth);
