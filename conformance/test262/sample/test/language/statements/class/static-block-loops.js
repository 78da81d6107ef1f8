/*---
includes: [sequence.js]
---*/
class C {
  static total = 0;
  static { for (var i = 0; i < 4; i++) this.total += i; while (this.total > 5) this.total--; }
  field = (() => { let n = 0; for (const x of [1, 2]) n += x; return n; })();
  *[Symbol.iterator]() { do yield this.field; while (false); }
}
sequence.push(C.total, new C().field, ...new C());
same('5 3 3');
