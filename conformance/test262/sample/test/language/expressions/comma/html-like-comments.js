/*---
flags: [raw]
---*/
<!-- a comment to the end of the line
var n = 0;
while (n < 2) n++
--> another
if (n !== 2) throw new Error('comment');
