import type { Node } from '@babel/types';
import * as v from 'valibot';
import { evaluate } from '../ast/evaluate.ts';
import { isMember, propertyKey } from '../ast/property.ts';
import { lookup, type Site } from '../ast/site.ts';
import { defineRule } from '../rule.ts';

/** The longest string that V8 makes is a little shorter: what is larger can only fail, or fill the memory. */
const MAX_SIZE = 2 ** 29;
const SIZED = /^(?:Array|ArrayBuffer|SharedArrayBuffer|(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array)$/;
const GROWING = new Set(['repeat', 'padStart', 'padEnd']);

export const noHugeAllocations = defineRule({
  id: 'no-huge-allocations',
  family: 'resources',
  summary: 'Forbid making a string, array or buffer whose written size no run can hold.',
  threat: 'One line fills the memory, or keeps a built-in busy that no limit on loops can see.',
  severity: 'error',
  messages: {
    size: { text: '"{name}" is asked for {size} elements, more than {max}.', hint: 'Make only what you need.' },
  },
  options: v.strictObject({
    max: v.optional(v.pipe(v.number(), v.description('Elements, or characters of a string.')), MAX_SIZE),
  }),
  examples: {
    valid: [
      { title: 'a line', code: "return '-'.repeat(80);" },
      { title: 'a table', code: 'return new Array(limit + 1).fill(0);' },
      { title: 'an array with one large number', code: 'return [1e9];' },
    ],
    invalid: [
      { title: 'repeat', code: "return 'x'.repeat(1e9);", reports: ['size'] },
      { title: 'padStart', code: "return 'x'.padStart(2 ** 30);", reports: ['size'] },
      { title: 'an array', code: 'return new Array(1e9);', reports: ['size'] },
      { title: 'a buffer', code: 'const size = 4 * 1024 ** 3;\nreturn new Uint8Array(size);', reports: ['size'] },
      { title: 'an array-like', code: 'return Array.from({ length: 1e9 });', reports: ['size'] },
    ],
  },
  create: ({ options: { max }, report }) => {
    const check = (at: Site, name: string, size: Node | undefined): void => {
      const known = size && evaluate(size, at.scope);
      if (typeof known?.value !== 'number' || known.value < max) return;
      report({ messageId: 'size', at, data: { name, size: known.value, max } });
    };
    const construct = (at: Site, callee: Node, args: readonly Node[]): void => {
      if (callee.type !== 'Identifier' || !SIZED.test(callee.name) || lookup(at.scope, callee.name) !== null) return;
      if (args.length === 1 || callee.name !== 'Array') check(at, callee.name, args[0]);
    };
    return {
      NewExpression: (at) => construct(at, at.node.callee, at.node.arguments),
      Call(at) {
        const { callee, arguments: args } = at.node;
        construct(at, callee, args);
        if (!isMember(callee)) return;
        const { name } = propertyKey(callee, at.scope);
        if (name !== null && GROWING.has(name)) check(at, name, args[0]);
        if (name === 'from') check(at, 'Array.from', lengthOf(args[0]));
      },
    };
  },
});

function lengthOf(node: Node | undefined): Node | undefined {
  if (node?.type !== 'ObjectExpression') return undefined;
  for (const property of node.properties) {
    if (property.type === 'ObjectProperty' && property.key.type === 'Identifier' && property.key.name === 'length') {
      return property.value;
    }
  }
  return undefined;
}
