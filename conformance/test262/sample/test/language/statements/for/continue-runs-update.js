/*---
includes: [sequence.js]
---*/
outer: for (var i = 0; i < 3; i++) {
  for (var j = 0; j < 3; j++) {
    if (j === 1) continue outer;
    sequence.push(i + ':' + j);
  }
}
same('0:0 1:0 2:0');
