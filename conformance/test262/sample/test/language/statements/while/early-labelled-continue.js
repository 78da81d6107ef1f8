/*---
negative:
  phase: parse
  type: SyntaxError
---*/
$DONOTEVALUATE();
label: { while (true) continue label; }
