import type { Node } from '@babel/types';
import * as v from 'valibot';
import { evaluate } from '../ast/evaluate.ts';
import type { Scope } from '../ast/site.ts';
import { defineRule } from '../rule.ts';

export const noHugeBigints = defineRule({
  id: 'no-huge-bigints',
  family: 'resources',
  summary: 'Forbid powers and shifts of BigInts that give numbers of millions of digits.',
  threat: 'Arithmetic on such a number runs inside the engine for minutes, and nothing can interrupt it.',
  severity: 'error',
  messages: {
    bits: { text: 'This number has about {bits} bits, more than {max}.', hint: 'Use a modulus, or numbers.' },
  },
  options: v.strictObject({
    maxBits: v.optional(v.pipe(v.number(), v.description('Bits that one result may have.')), 1_000_000),
  }),
  examples: {
    valid: [
      { title: 'a checksum', code: 'return (sum * 31n + 7n) % 1000000007n;' },
      { title: 'a power of two', code: 'return 2n ** 64n;' },
      { title: 'numbers', code: 'return 2 ** 1e9;' },
    ],
    invalid: [
      { title: 'a power', code: 'return 9n ** 99999999n;', reports: ['bits'] },
      { title: 'a power of powers', code: 'return ((2n ** 22n) ** (2n ** 22n)).toString().length;', reports: ['bits'] },
      { title: 'a shift', code: 'return 1n << 100000000n;', reports: ['bits'] },
    ],
  },
  create: ({ options: { maxBits: max }, report }) => ({
    BinaryExpression(at) {
      const bits = bitsOf(at.node, at.scope);
      if (bits > max) report({ messageId: 'bits', at, data: { bits: Math.round(bits), max } });
    },
  }),
});

/** About how many bits the result has; 0 when the source does not tell. */
function bitsOf({ operator, left, right }: { operator: string; left: Node; right: Node }, scope: Scope): number {
  if (operator !== '**' && operator !== '<<') return 0;
  const base = evaluate(left, scope)?.value;
  const by = evaluate(right, scope)?.value;
  if (typeof base !== 'bigint' || typeof by !== 'bigint' || by < 0n) return 0;
  const size = base.toString(16).length * 4;
  return operator === '**' ? (size - 3) * Number(by) : size + Number(by);
}
