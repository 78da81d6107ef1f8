/*---
flags: [raw]
---*/
'other directive'
'use strict'
for (var i = 0; i < 1; i++) (function () { if (this !== undefined) throw new Error('sloppy'); })();
