/*---
includes:
  - sequence.js
flags: [noStrict]
---*/
var iterable = {
  [Symbol.iterator]() {
    return {
      next() { sequence.push('next'); return { value: 1, done: false }; },
      return() { sequence.push('return'); return {}; },
    };
  },
};
for (var x of iterable) break;
(function () { for (var y of iterable) return; })();
try { for (var z of iterable) throw 'thrown'; } catch (e) { sequence.push(e); }
label: do { for (var w of iterable) continue label; } while (false);
same('next return next return next return thrown next return');
