import { toStandardJsonSchema } from '@valibot/to-json-schema';
import { type } from 'arktype';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { ToolDefinition } from './definition.ts';
import { schemaToType } from './schema-to-type.ts';

const text = (schema: ToolDefinition['input']) => schemaToType(schema, 'input', 'Users').text;

test.each([
  [{ type: 'string' }, 'string'],
  [{ type: 'integer' }, 'number'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ type: 'string', nullable: true }, 'string | null'],
  [{ enum: ['open', "it's", 3, null] }, `'open' | 'it\\'s' | 3 | null`],
  [{ const: 'on' }, `'on'`],
  [{ type: 'array', items: { type: ['string', 'number'] } }, '(string | number)[]'],
  [{ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] }, '[string, number]'],
  [{ type: 'array' }, 'unknown[]'],
  [
    { type: 'object', properties: { id: { type: 'string' }, 'x-y': { type: 'number' } }, required: ['id'] },
    '{ id: string; "x-y"?: number }',
  ],
  [{ type: 'object', additionalProperties: { type: 'number' } }, 'Record<string, number>'],
  [{ type: 'object' }, 'Record<string, unknown>'],
  [{ type: 'object', additionalProperties: false }, '{}'],
  [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, 'string | number'],
  [{ allOf: [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, { type: 'string' }] }, '(string | null) & string'],
  [{ $ref: '#/$defs/Id', $defs: { Id: { type: 'string' } } }, 'string'],
  [{ $ref: 'https://elsewhere.example/x.json' }, 'unknown'],
  [
    { type: 'object', properties: { limit: { type: 'number', description: 'At most */ 50.' } } },
    '{ limit?: number /* At most * / 50. */ }',
  ],
])('%j reads %s', (schema, expected) => {
  expect(text(schema)).toBe(expected);
});

test('a recursive schema gets a named type, so that the text ends', () => {
  const node = {
    $ref: '#/$defs/node',
    $defs: {
      node: {
        type: 'object',
        properties: { id: { type: 'string' }, reports: { type: 'array', items: { $ref: '#/$defs/node' } } },
        required: ['id', 'reports'],
      },
    },
  };
  const { text, declarations } = schemaToType(node, 'input', 'OrgTree');
  expect(text).toBe('OrgTreeNode');
  expect([...declarations]).toEqual([['OrgTreeNode', '{ id: string; reports: OrgTreeNode[] }']]);
});

test('a schema nested without end in width and depth stays small', () => {
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`p${i}`, { type: 'string' }]));
  let deep: Record<string, unknown> = { type: 'object', properties: wide };
  for (let i = 0; i < 50; i++) deep = { type: 'object', properties: { next: deep } };
  expect(text(deep)).toContain('next?: unknown');
  expect(text({ type: 'object', properties: wide }).length).toBeLessThan(1500);
});

test('zod, arktype and valibot schemas describe themselves', () => {
  expect(text(z.object({ limit: z.number().optional(), role: z.enum(['admin', 'viewer']) }))).toBe(
    `{ limit?: number; role: 'admin' | 'viewer' }`,
  );
  expect(text(type({ id: 'string', 'tags?': 'string[]' }))).toBe('{ id: string; tags?: string[] }');
  expect(text(toStandardJsonSchema(v.object({ id: v.string() })))).toBe('{ id: string }');
});

test('a schema that cannot be told as JSON Schema reads unknown', () => {
  expect(text(v.object({ id: v.string() }))).toBe('unknown');
  expect(text(z.object({ when: z.date() }))).toBe('unknown');
});
