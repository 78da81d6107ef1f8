import { type } from 'arktype';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { EnclaveOptionError } from '../options/option-error.ts';
import { assertSchemas } from './assert-schemas.ts';

const judge = (input: object) => () =>
  assertSchemas({ 'users:list': { input, handler: Number } as never }, 'new Enclave()');

const circular: Record<string, unknown> = { type: 'object' };
circular.properties = { parent: circular };

test.each([
  ['a type that there is none of', { properties: { n: { type: 'int' } } }, 'input.properties.n.type" must be one of'],
  ['a pattern that is none', { items: { pattern: '(' } }, 'input.items.pattern" must be the text of a regular'],
  ['a key that is no pattern', { patternProperties: { '[': {} } }, 'input.patternProperties.[" must be the text'],
  ['a reference to nothing', { anyOf: [{ $ref: '#/$defs/User' }] }, 'input.anyOf.0.$ref" leads nowhere'],
  ['itself within', circular, 'input.properties.parent" refers to itself'],
  ['a shape of zod schemas', { limit: z.number() }, 'input.limit" is a schema in the midst of plain data'],
  ['an arktype within', { properties: { id: type('string') } }, 'input.properties.id" is a schema in the midst'],
  ['a function', { properties: { id: String } }, 'input.properties.id" is a function, which is no JSON'],
  ['two parts of one name', { items: { $id: 'a' }, not: { $id: 'a' } }, 'input" is no JSON Schema: Duplicate'],
])('%s is refused', (_what, schema, message) => {
  expect(judge(schema)).toThrow(EnclaveOptionError);
  expect(judge(schema)).toThrow(`new Enclave(): option "tools.users:list.${message}`);
});

const shared = { type: 'string' };

test.each([
  ['keywords as names of properties', { properties: { type: { const: 1 }, pattern: { type: ['null', 'string'] } } }],
  ['data that looks like a schema', { default: { type: 'x' }, enum: [{ pattern: '(' }], example: { $ref: '#/no' } }],
  ['one object in two places', { properties: { a: shared, b: shared } }],
  ['references', { $ref: '#/$defs/a', $defs: { a: { $ref: '#b' }, c: { $anchor: 'b', items: { $ref: '#' } } } }],
  ['a schema of zod', z.object({ a: z.string() })],
  ['a schema of valibot', v.object({ a: v.string() })],
  ['a schema of arktype', type({ a: 'string' })],
])('%s are accepted', (_what, schema) => {
  expect(judge(schema)).not.toThrow();
});

test('a schema is left as it was', () => {
  const schema = Object.freeze({ type: 'object', properties: Object.freeze({ a: Object.freeze({ type: 'string' }) }) });
  expect(judge(schema)).not.toThrow();
});
