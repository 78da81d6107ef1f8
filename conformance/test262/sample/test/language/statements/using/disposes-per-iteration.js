/*---
features: [explicit-resource-management]
includes: [sequence.js]
---*/
var make = (name) => ({ [Symbol.dispose]() { sequence.push(name); } });
for (using resource of [make('a'), make('b')]) sequence.push('body');
for (let i = 0; i < 1; i++) { using other = make('c'); }
same('body a body b c');
