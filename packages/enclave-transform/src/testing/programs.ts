import fc from 'fast-check';

/**
 * Random programs that use every loop form with every way in and out of it. They always end, since each loop asks `tick()`,
 * and `emit()` makes the order of their side effects visible. `counted` is the same program with a call of `count()` written
 * into each loop by the generator: the reference for the number of iterations.
 */
export const programs: fc.Arbitrary<{ source: string; counted: string }> = fc
  .array(fc.integer({ min: 0, max: 2 ** 30 }), { minLength: 60, maxLength: 240 })
  .map((choices) => ({
    source: new Writer(choices, false).program(),
    counted: new Writer(choices, true).program(),
  }));

interface Place {
  readonly depth: number;
  /** Labels of the loops around, innermost last; plain loops have none. */
  readonly loops: readonly (string | undefined)[];
  /** Labels of blocks around. */
  readonly blocks: readonly string[];
  readonly kind: 'plain' | 'async' | 'generator';
  readonly names: readonly string[];
  /** The one body that nothing can return from. */
  readonly isStaticBlock?: boolean;
}

class Writer {
  readonly #choices: readonly number[];
  #next = 0;
  #fresh = 0;

  readonly #isCounted: boolean;

  constructor(choices: readonly number[], isCounted: boolean) {
    this.#choices = choices;
    this.#isCounted = isCounted;
  }

  program(): string {
    const place: Place = { depth: 0, loops: [], blocks: [], kind: 'async', names: ['seed'] };
    return `let seed = 1;\n${this.statements(place, 3)}\nreturn [seed, typeof seed];`;
  }

  /** A number below `count`; zero, the plainest choice, once the choices are used up. */
  pick(count: number): number {
    const choice = this.#choices[this.#next++];
    return choice === undefined ? 0 : choice % count;
  }

  one<T>(items: readonly T[]): T {
    return items[this.pick(items.length)] as T;
  }

  name(prefix: string): string {
    return `${prefix}${this.#fresh++}`;
  }

  statements(place: Place, least = 1): string {
    const list: string[] = [];
    let names = place.names;
    for (let count = least + this.pick(3); count > 0; count--) {
      if (this.pick(4) === 0) {
        const name = this.name('v');
        list.push(`${this.one(['let', 'var'])} ${name} = ${this.expression({ ...place, names })};`);
        names = [...names, name];
      } else list.push(this.statement({ ...place, names }));
    }
    return list.join('\n');
  }

  statement(place: Place): string {
    const isDeep = place.depth >= 4 || this.#next >= this.#choices.length;
    switch (this.pick(isDeep ? 4 : 18)) {
      case 0:
        return `emit(${this.expression(place)});`;
      case 1:
        return `${this.one(place.names)} ${this.one(['=', '+=', '^=', '-='])} ${this.expression(place)};`;
      case 2:
        return this.jump(place);
      case 3:
        return this.pause(place);
      case 4:
        return `if (${this.condition(place)}) ${this.nested(place)} else ${this.nested(place)}`;
      case 5:
        return this.tryStatement(place);
      case 6: {
        const label = this.name('b');
        return `${label}: {\n${this.statements({ ...place, depth: place.depth + 1, blocks: [...place.blocks, label] })}\n}`;
      }
      case 7:
        return `switch (seed & 3) { case 0: ${this.statements(deeper(place))} case 1: emit('one'); default: ${this.nested(place)} }`;
      case 8:
        return this.functionCall(place);
      case 9:
        return this.declared(place);
      case 10:
        return this.classOfMany(place);
      case 11:
        return this.generator(place);
      default:
        return this.loop(place);
    }
  }

  /** What is visible before its line, too, or throws when it is touched there. */
  declared(place: Place): string {
    const name = this.name('d');
    const value = this.value(place);
    return this.one([
      `{ emit(typeof ${name}); function ${name}() { return ${value}; } emit(${name}()); }`,
      `emit(${name}); if (${this.condition(place)}) { var ${name} = ${value}; }`,
      `try { emit(typeof ${name}); let ${name} = ${value}; } catch (e) { emit(e.message); }`,
      `switch (seed & 1) { case 0: let ${name} = ${value}; later(() => ${name}); default: try { ${name} = ${value}; emit(${name}); } catch (e) { emit(e.message); } }`,
      `const ${name} = function self(n, m = () => n) { if (n > 2) return m(); ${this.statements(inFunction(place))} return self(n + 1); };\nemit(${name}(0));`,
      `function ${name}(a, b = ${value}, c = () => a) { var a; a = arguments.length; ${this.statements(inFunction(place))} return [a, b, c()]; }\nemit(${name}(seed)); emit(${name}.length);`,
    ]);
  }

  classOfMany(place: Place): string {
    const [name, key] = [this.name('c'), this.name('k')];
    const inside = inFunction(place);
    const parts = Array.from({ length: 1 + this.pick(3) }, () =>
      this.one([
        `#p = ${this.value(place)}; get p() { return this.#p; }`,
        `get ${key}() { ${this.statements(inside)} }`,
        `set ${key}(v) { emit(v); ${this.statements(inside)} }`,
        `[\`${key}\${emit('key')}\`] = ${this.value(place)};`,
        `#m(${this.parameters(place)}) { ${this.statements(inside)} } m() { return this.#m([1], { a: 2 }); }`,
        `static #s = ${this.value(place)}; static s() { return this.#s; }`,
        `constructor(a = ${this.value(place)}) { ${this.one(['', 'emit(new.target.name); '])}super(a); this.a = a; }`,
      ]),
    );
    const members = parts.filter((part, index) => parts.findIndex((other) => sameMember(part, other)) === index);
    return `class ${name} extends (emit('extends'), class { constructor(b) { this.b = b; } }) { ${members.join(' ')} }
try { const o = new ${name}(); o.${key} = seed; emit([o, o.${key}, o.p, o.m?.(), ${name}.s?.()]); } catch (e) { emit(e.message); }`;
  }

  /** A generator that is left early, or into which an error is thrown. */
  generator(place: Place): string {
    const name = this.name('g');
    const inside: Place = { ...inFunction(place), kind: 'generator' };
    if (place.kind === 'async' && this.pick(2) === 0) {
      const body = this.statements({ ...inside, kind: 'async' });
      return `async function* ${name}() { yield 1; ${body} yield seed; }
for await (const x of ${name}()) { ${this.count()}if (tick()) emit(x); else break; }`;
    }
    const body = `try { ${this.statements(inside)} yield 1; } ${this.one(['catch (e) { emit(e.message); yield 2; }', 'finally { emit("left"); yield 3; }'])}`;
    const end = this.one(['return(seed)', "throw(new Error('in'))", 'next(seed)']);
    return `function* ${name}() { ${body} }
try { const it = ${name}(); emit(it.next()); emit(it.${end}); emit(it.next()); emit([...${name}()].length); } catch (e) { emit(e.message); }`;
  }

  loop(place: Place): string {
    const label = this.pick(3) === 0 ? this.name('l') : undefined;
    const inside: Place = { ...place, depth: place.depth + 1, loops: [...place.loops, label] };
    const variable = this.name('i');
    const withVariable = { ...inside, names: [...inside.names, variable] };
    const prefix = label === undefined ? '' : `${label}: `;
    const bound = 1 + this.pick(4);
    const capture = this.pick(4) === 0 ? `later(() => ${variable}), ` : '';
    switch (this.pick(place.kind === 'async' ? 11 : 10)) {
      case 0:
        return `${prefix}for (let ${variable} = 0; tick() && ${variable} < ${bound}; ${capture}${variable}++) ${this.body(withVariable)}`;
      case 1:
        return `${prefix}while (tick() && ${this.condition(place)}) ${this.body(inside)}`;
      case 2:
        return `${prefix}do ${this.body(inside)} while (tick() && ${this.condition(place)});`;
      case 3:
        return `${prefix}for (const ${variable} in { a: 1, b: 2, c: 3 }) ${this.body(inside)}`;
      case 4:
        return `${prefix}for (let ${variable} of items(${bound})) ${this.body(withVariable)}`;
      case 6:
        return `${prefix}for (const [${variable}, { v = ${this.value(place)} } = {}] of [[1, { v: 2 }], [3], [4, {}]]) ${this.body(inside)}`;
      case 7:
        return `${prefix}for (let ${variable} = 0, end = (seed, ${bound}); tick() && ${variable} < end; ${capture}${variable}++, end--) ${this.body(withVariable)}`;
      case 8:
        return `const ${variable} = {}; ${prefix}for (${variable}.k in { a: 1, b: 2 }) ${this.body(inside)} emit(${variable});`;
      case 9:
        return `let ${variable}; ${prefix}for ([${variable} = seed] of [[1], []]) ${this.body(withVariable)}`;
      case 5:
        return `${prefix}for (;;) { ${this.count()}if (!tick() || ${this.condition(place)}) break; ${this.statements(inside)} }`;
      default:
        return `${prefix}for await (const ${variable} of items(${bound})) ${this.body(inside)}`;
    }
  }

  body(place: Place): string {
    return this.#isCounted ? `{ ${this.count()}${this.nested(place)} }` : this.nested(place);
  }

  count(): string {
    return this.#isCounted ? 'count(); ' : '';
  }

  /** One statement with braces, without, or none at all. */
  nested(place: Place): string {
    switch (this.pick(4)) {
      case 0:
        return `emit(${this.expression(place)});`;
      case 1:
        return ';';
      default:
        return `{\n${this.statements(deeper(place))}\n}`;
    }
  }

  jump(place: Place): string {
    const choices = ['emit("no jump");'];
    if (!place.isStaticBlock) choices.push(`if (${this.condition(place)}) return ${this.expression(place)};`);
    if (place.loops.length > 0) {
      choices.push(`if (${this.condition(place)}) break;`, `if (${this.condition(place)}) continue;`);
    }
    for (const label of place.loops) {
      if (label) choices.push(`if (${this.condition(place)}) continue ${label};`, `break ${label};`);
    }
    for (const label of place.blocks) choices.push(`break ${label};`);
    choices.push(`if (${this.condition(place)}) throw new Error(String(${this.expression(place)}));`);
    return this.one(choices);
  }

  pause(place: Place): string {
    if (place.kind === 'generator') return `emit(yield ${this.expression(place)});`;
    return place.kind === 'async' ? `emit(await ${this.expression(place)});` : `emit(${this.expression(place)});`;
  }

  tryStatement(place: Place): string {
    const body = this.statements(deeper(place));
    const handler = this.one(['catch (e) { emit(e.message); ', 'catch { ', 'catch ({ message }) { emit(message); ']);
    const caught = `${handler}${this.statements(deeper(place))} }`;
    const final = `finally { ${this.statements(deeper(place))} }`;
    return `try {\n${body}\n} ${this.one([caught, `${caught} ${final}`, final])}`;
  }

  functionCall(place: Place): string {
    const name = this.name('f');
    const scope = inFunction(place);
    switch (this.pick(9)) {
      case 5:
        return `emit([[1, { a: 2 }], [3, {}]].${this.one(['map', 'flatMap', 'filter'])}((${this.parameters(place)}) => ${this.value(place)}).length);`;
      case 6:
        return `const ${name} = ${this.one(['', 'async '])}(${this.parameters(place)}) => ${this.value(place)};\nPromise.resolve(${name}([2, 3], { a: 4 })).catch((e) => emit(e.message)); emit(${name}.length + ${name}.name);`;
      case 7:
        return `function${this.one(['', '*'])} ${name}(${this.parameters(place)}) { ${this.statements(scope)} }\nemit(typeof ${name}([2], { a: 4 }, 5) + ${name}.length);`;
      case 8:
        return `const ${name} = { m(${this.parameters(place)}) { ${this.statements(scope)} }, set s(${this.one(['[a = seed]', '{ length: a }', 'a'])}) { emit(a); } };\n${name}.s = [6]; emit(${name}.m([2], { a: 4 }));`;
      case 0:
        return `const ${name} = (x = seed) => { ${this.statements(scope)} };\nemit(${name}());`;
      case 1:
        return `const ${name} = async () => { ${this.statements({ ...scope, kind: 'async' })} };\n${
          place.kind === 'async' ? `emit(await ${name}());` : `${name}().then(emit, (e) => emit(e.message));`
        }`;
      case 2:
        return `function* ${name}() { ${this.statements({ ...scope, kind: 'generator' })} }\nfor (const x of ${name}()) { ${this.count()}if (tick()) emit(x); else break; }`;
      case 3:
        return `class ${name} { static s = 0; p = seed; static { ${this.statements({
          ...scope,
          names: ['seed'],
          isStaticBlock: true,
        })} } get g() { ${this.statements(scope)} } }\nemit(new ${name}().g);`;
      default:
        return `emit([1, 2, 3].map((x) => { ${this.statements(scope)} }).length);`;
    }
  }

  /** A list that takes apart arrays and objects, some of which are not there. */
  parameters(place: Place): string {
    const count = 1 + this.pick(3);
    const list = Array.from({ length: count }, () => {
      const [name, other] = [this.name('p'), this.name('p')];
      return this.one([
        name,
        `${name} = ${this.expression(place)}`,
        `[${name}]`,
        `[${name}, { a: ${other} = seed } = {}] = []`,
        `{ a: ${name} = ${this.value(place)} }`,
        `{ a: ${name}, ...${other} } = { a: ${this.expression(place)} }`,
        `${name} = () => ${this.value(place)}`,
      ]);
    });
    return this.pick(4) === 0 ? `${list.join(', ')}, ...[${this.name('r')}]` : list.join(', ');
  }

  /** An expression of several parts, some of which may fail. */
  value(place: Place): string {
    const part = this.expression(place);
    return this.one([
      part,
      `({ a: ${part} })`,
      `[${part}, 3].map((x) => x + 1).join()`,
      `Math.max(1, (seed.toFixed(), ${part}))`,
      `[[1, ${part}]].reduce((s, [k, v]) => s.split(\`{\${k}}\`).join(v), 'x{1}')`,
      `[{ a: ${part} }].map(({ a }) => ({ a }).a)[0]`,
      `({ a: ${part} })?.a?.b`,
      `({}).a${this.one(['.b', '?.b', '[seed]', '()', '?.()'])}`,
      `flip() ? ${part} : [${part}].at(-1)`,
      `\`\${${part}} \${String(${part})}\``,
      `String.raw\`a\${${part}}b\``,
      `(${part}, typeof missing, ${part}) ** 2`,
      `[, ...[, ${part}], ...new Set([seed])].length`,
      `({ get a() { return ${part}; }, [${part}]: 1, ['b']() { return this.a; } }).b()`,
      `delete ({ a: ${part} }).a`,
      `missing`,
      `(null ?? ${part}) || (void 0)?.[${part}]`,
    ]);
  }

  condition(place: Place): string {
    const name = this.one(place.names);
    return this.one([`(${name} & 1) === 0`, `${name} > 5`, 'seed++ % 3 === 0', 'flip()', `!(${name} < 3)`]);
  }

  expression(place: Place): string {
    const name = this.one(place.names);
    return this.one([
      name,
      `${name} + 1`,
      'seed++',
      `(${name} | 0) ^ 5`,
      `String(${name}).length`,
      '[seed, 2].at(0)',
      `(${name} ${this.one(['??', '||', '&&'])}= seed)`,
      `{ a: ${name} }.a`.replace(/^(.*)\.a$/, '($1).a'),
    ]);
  }
}

/** In a function that stands there: no jump leads out of it. */
function inFunction(place: Place): Place {
  return { depth: place.depth + 1, loops: [], blocks: [], names: place.names, kind: 'plain' };
}

/** A class may declare a private name, and a constructor, only once. */
function sameMember(part: string, other: string): boolean {
  const name = /^(?:static )?(?:#\w+|constructor)/;
  return part === other || (name.exec(part)?.[0] ?? part) === name.exec(other)?.[0];
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 };
}
