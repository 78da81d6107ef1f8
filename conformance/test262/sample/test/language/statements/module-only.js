/*---
flags: [module]
---*/
export default 1;
