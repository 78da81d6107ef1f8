/*---
negative:
  phase: parse
  type: SyntaxError
---*/
$DONOTEVALUATE();
for (;;) function f() { }
