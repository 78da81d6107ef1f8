import {
  asyncFunctionPrototype,
  asyncGeneratorFunctionPrototype,
  charCodeAt,
  functionToString,
  generatorFunctionPrototype,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  indexOf,
  quote,
  slice,
} from '../primordials.ts';

/** A text as Node shows it inside of something: in single quotes, unless it has some of its own. */
export function literal(text: string): string {
  const json = quote(text);
  if (indexOf(text, "'") < 0) return `'${unescapeQuotes(slice(json, 1, json.length - 1))}'`;
  if (indexOf(text, '"') < 0) return json;
  return indexOf(text, '`') < 0 ? `\`${unescapeQuotes(slice(json, 1, json.length - 1))}\`` : json;
}

function unescapeQuotes(text: string): string {
  let result = '';
  let done = 0;
  for (let i = indexOf(text, '\\'); i >= 0; i = indexOf(text, '\\', i + 2)) {
    if (text[i + 1] !== '"') continue;
    result += slice(text, done, i);
    done = i + 1;
  }
  return done === 0 ? text : result + slice(text, done);
}

/** What a function is: `[Function: f]`, `[class A extends B]`. */
export function functionTitle(fn: object): string {
  const name = ownText(fn, 'name');
  const prototype = getPrototypeOf(fn);
  if (slice(functionToString(fn), 0, 5) === 'class') {
    const parent = prototype === null ? '' : ownText(prototype, 'name');
    return `[class ${name || '(anonymous)'}${parent === '' ? '' : ` extends ${parent}`}]`;
  }
  const kind = prototype === null ? 'Function' : kindOf(prototype);
  return name === '' ? `[${kind} (anonymous)]` : `[${kind}: ${name}]`;
}

function kindOf(prototype: object): string {
  switch (prototype) {
    case asyncFunctionPrototype:
      return 'AsyncFunction';
    case generatorFunctionPrototype:
      return 'GeneratorFunction';
    case asyncGeneratorFunctionPrototype:
      return 'AsyncGeneratorFunction';
    default:
      return 'Function';
  }
}

/** The name of the class whose instances have this prototype. */
export function className(prototype: object): string {
  const owner = getOwnPropertyDescriptor(prototype, 'constructor');
  if (owner === undefined || !hasOwn(owner, 'value') || typeof owner.value !== 'function') return '';
  return ownText(owner.value as object, 'name');
}

/** An own data property that holds a string. */
function ownText(holder: object, key: string): string {
  const property = getOwnPropertyDescriptor(holder, key);
  if (property === undefined || !hasOwn(property, 'value') || typeof property.value !== 'string') return '';
  return slice(property.value, 0, 1000);
}

/** Can a key stand without quotes? */
export function isWord(key: string): boolean {
  for (let i = 0; i < key.length; i++) {
    const unit = charCodeAt(key, i);
    const letter = unit | 32;
    if (!((letter >= 97 && letter <= 122) || (unit >= 48 && unit <= 57) || unit === 95)) return false;
  }
  return key !== '' && !(charCodeAt(key, 0) >= 48 && charCodeAt(key, 0) <= 57);
}
