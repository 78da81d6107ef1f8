import type { Tape } from './tape.ts';

/**
 * Programs from the grammar of AgentScript that end by themselves: every loop has a bound of its own, every side effect
 * goes to `log`, which is the value.
 */
class Writer {
  readonly #tape: Tape;
  #names = 0;
  #scope: string[] = ['seed'];
  #loops: string[] = [];
  /** How many functions around the place being written are not async. */
  #sync = 0;

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  #fresh(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  #name(): string {
    return this.#tape.pick(this.#scope);
  }

  expression(depth: number): string {
    const t = this.#tape;
    if (depth <= 0 || t.isEmpty)
      return t.pick([String(t.below(9)), this.#name(), `'s${t.below(5)}'`, 'null', 'undefined', 'true']);
    const e = () => this.expression(depth - 1);
    switch (t.below(22)) {
      case 0:
        return `(${e()} + ${e()})`;
      case 1:
        return `(${e()} ${t.pick(['-', '*', '%', '&', '|', '<<', '**'])} ${t.below(7)})`;
      case 2:
        return `(${e()} ${t.pick(['<', '>', '===', '!=='])} ${e()})`;
      case 3:
        return `(${e()} ? ${e()} : ${e()})`;
      case 4:
        return `(${e()} ${t.pick(['??', '||', '&&'])} ${e()})`;
      case 5:
        return `[${e()}, ...[${e()}, ${e()}]]`;
      case 6:
        return `({ a: ${e()}, ['k' + ${t.below(3)}]: ${e()}, ...{ z: ${t.below(4)} } })`;
      case 7:
        return `\`t\${${e()}}-\${${t.below(9)}}\``;
      case 8:
        return `[1, 2, 3, ${t.below(9)}].map((x, i) => ${this.#inSync(() => this.#with('x', () => this.expression(depth - 1)))})`;
      case 9:
        return `[4, 1, ${t.below(9)}].filter((x) => x > ${t.below(5)}).reduce((p, x) => p + x, ${t.below(3)})`;
      case 10:
        return `((${e()}) ?? {})?.a?.b`;
      case 11:
        return `String(${e()}).length`;
      case 12:
        return `JSON.stringify(${e()})`;
      case 13:
        return `((p, q = ${this.#inSync(e)}) => { log.push('arrow'); return [p, q]; })(${e()})`;
      case 14:
        return this.#sync > 0 ? e() : `(await (async () => { await null; return ${e()}; })())`;
      case 15:
        return this.#sync > 0 ? e() : `(await callTool('echo', { v: ${e()} })).v`;
      case 16:
        return `[...(function* (n) { for (let i = 0; i < n; i++) yield i * ${t.below(4)}; })(${t.below(5)})]`;
      case 17:
        return `(typeof ${e()})`;
      case 18:
        return this.#sync > 0 ? e() : `(await Promise.all([${e()}, callTool('double', { n: ${t.below(20)} })]))`;
      case 19:
        return `new (class { v = ${t.below(9)}; get w() { return this.v + 1; } m(x) { return [this.w, x]; } })().m(${e()})`;
      case 20:
        return `'a1b22c'.replace(/\\d+/g, (m) => m.length + ${t.below(3)})`;
      default:
        return `[...new Map([[1, ${e()}], ['b', ${t.below(9)}]]).values()]`;
    }
  }

  #inSync(write: () => string): string {
    this.#sync += 1;
    const loops = this.#loops;
    this.#loops = [];
    const text = write();
    this.#loops = loops;
    this.#sync -= 1;
    return text;
  }

  #with(name: string, write: () => string): string {
    this.#scope.push(name);
    const text = write();
    this.#scope.pop();
    return text;
  }

  block(depth: number, count = 1 + this.#tape.below(3)): string {
    const size = this.#scope.length;
    const lines = Array.from({ length: count }, () => this.statement(depth));
    this.#scope.length = size;
    return lines.join('\n');
  }

  #loopBody(depth: number, head: (body: string) => string): string {
    const label = this.#tape.below(3) === 0 ? this.#fresh('L') : '';
    this.#loops.push(label);
    const body = this.block(depth - 1);
    this.#loops.pop();
    return (label ? `${label}: ` : '') + head(body);
  }

  statement(depth: number): string {
    const t = this.#tape;
    if (depth <= 0 || t.isEmpty) return `log.push(${this.expression(1)});`;
    switch (t.below(20)) {
      case 0: {
        const name = this.#fresh('v');
        const text = `${t.pick(['let', 'const', 'var'])} ${name} = ${this.expression(2)};`;
        this.#scope.push(name);
        return text;
      }
      case 1:
        return `if (${this.expression(2)}) { ${this.block(depth - 1)} } else { ${this.block(depth - 1)} }`;
      case 2: {
        const i = this.#fresh('i');
        return this.#loopBody(
          depth,
          (body) => `for (let ${i} = 0; ${i} < ${1 + t.below(4)}; ${i}++) { log.push(${i}); ${body} }`,
        );
      }
      case 3: {
        const x = this.#fresh('x');
        return this.#loopBody(
          depth,
          (body) => `for (const ${x} of [${this.expression(1)}, ${t.below(9)}]) { log.push('of'); ${body} }`,
        );
      }
      case 4: {
        const w = this.#fresh('w');
        return `let ${w} = 0; ${this.#loopBody(depth, (body) => `while (${w}++ < ${t.below(4)}) { ${body} }`)}`;
      }
      case 5: {
        const w = this.#fresh('d');
        return `let ${w} = 0; ${this.#loopBody(depth, (body) => `do { ${body} } while (${w}++ < ${t.below(3)});`)}`;
      }
      case 6: {
        const k = this.#fresh('k');
        return this.#loopBody(depth, (body) => `for (const ${k} in { p: 1, q: 2 }) { log.push(${k}); ${body} }`);
      }
      case 7:
        return `try { ${this.block(depth - 1)} throw new Error('e${t.below(9)}'); } catch (e) { log.push(e.message); ${this.block(depth - 1)} } finally { log.push('fin'); }`;
      case 8:
        return `try { ${this.block(depth - 1)} } catch { log.push('caught'); } finally { ${this.block(depth - 1)} }`;
      case 9:
        return `switch (${this.expression(1)}) { case ${t.below(4)}: ${this.block(depth - 1)} case 's1': log.push('s'); break; default: ${this.block(depth - 1)} }`;
      case 10: {
        const f = this.#fresh('f');
        return `function ${f}(a, b = ${this.#inSync(() => this.expression(1))}) { ${t.below(2) ? `if (a > 2) return ${this.#inSync(() => this.expression(1))};` : ''} log.push('${f}'); return [a, b]; } log.push(${f}(${this.expression(1)}));`;
      }
      case 11: {
        const label = this.#loops.at(-1);
        if (label === undefined) return `log.push(${this.expression(2)});`;
        return t.below(2)
          ? `if (log.length % 3 === ${t.below(3)}) ${t.pick(['break', 'continue'])}${label ? ` ${label}` : ''};`
          : `if (${this.expression(1)}) ${t.pick(['break', 'continue'])};`;
      }
      case 12: {
        const [a, b] = [this.#fresh('a'), this.#fresh('b')];
        const text = `const { a: ${a} = ${t.below(9)}, ...${b} } = { a: ${this.expression(1)}, c: ${this.expression(1)} };`;
        this.#scope.push(a, b);
        return text;
      }
      case 13: {
        const x = this.#fresh('y');
        return this.#loopBody(
          depth,
          (body) =>
            `for await (const ${x} of [callTool('double', { n: 2 }), ${t.below(9)}]) { log.push(${x}); ${body} }`,
        );
      }
      case 14: {
        const g = this.#fresh('g');
        return `function* ${g}() { try { for (let i = 0; i < 3; i++) { const got = yield i; if (got) log.push(got); } } finally { log.push('closed'); } } for (const x of ${g}()) { log.push(x); if (x === ${t.below(4)}) break; }`;
      }
      case 15:
        return `const fns${this.#names} = []; for (let i = 0; i < 3; i++) fns${this.#names}.push(() => i); log.push(fns${this.#names++}.map((f) => f()));`;
      case 16:
        return `log.push(await callTool('double', { n: ${t.below(50)} }).catch((e) => e.message));`;
      case 17:
        return `try { await callTool('fail', { m: 'x${t.below(4)}' }); } catch (e) { log.push([e.name, e.message]); }`;
      case 18:
        return `{ class C { #p = ${t.below(9)}; static n = 0; static { for (let i = 0; i < 2; i++) C.n += i; } bump() { return ++this.#p; } } log.push(new C().bump(), C.n); }`;
      default:
        return `log.push(${this.expression(3)});`;
    }
  }
}

export function honestProgram(tape: Tape): string {
  const writer = new Writer(tape);
  return `const log = []; let seed = 3;\n${writer.block(4, 2 + tape.below(4))}\nreturn log;`;
}
