/*---
description: passes plain, and is ended by the limit when transformed
---*/
for (var i = 0; i < 1.1e7; i++) ;
