/*---
description: super() in a loop
---*/
class Base { constructor(n) { this.n = n; } }
class Derived extends Base { #seen = []; constructor() { for (const n of [1]) super(n); do this.#seen.push(this.n); while (this.#seen.length < 2); } get seen() { return this.#seen.join(); } }
assert.sameValue(new Derived().seen, '1,1');
