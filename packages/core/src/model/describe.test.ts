import { SECURITY_LEVELS } from '@enclave-vm/runtime-contract';
import { agentScript, Validator } from 'ast-guard';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Enclave } from '../enclave.ts';
import { createToolRegistry } from '../tools/registry.ts';
import { describeEnclave } from './describe.ts';
import { featuresAt, LANGUAGE } from './language.ts';

const limits = { timeout: 5000, maxToolCalls: 10, maxIterations: 1000, maxResultBytes: 1024 * 1024 } as never;

const registry = createToolRegistry({
  'users:list': {
    description: 'Lists users.\nNewest first.',
    input: z.object({ limit: z.number().optional() }),
    output: z.array(z.object({ id: z.string(), name: z.string() })),
    handler: () => [],
  },
  'org:tree': {
    output: {
      $ref: '#/$defs/node',
      $defs: { node: { type: 'object', properties: { reports: { type: 'array', items: { $ref: '#/$defs/node' } } } } },
    },
    handler: () => ({}),
  },
});

const prompt = (options = {}, more = {}) =>
  describeEnclave(
    {
      level: 'STANDARD',
      limits,
      registry,
      globals: {},
      allowUnboundedLoops: undefined,
      blockTimingAPIs: false,
      ...more,
    },
    options,
  );

describe.each(SECURITY_LEVELS)('what the prompt says of the language of %s is so', (securityLevel) => {
  const enclave = new Enclave({ securityLevel, isolation: 'vm', toolHandler: () => 1 });
  afterAll(() => enclave.dispose());
  const { allowed } = featuresAt(securityLevel);

  test.each(LANGUAGE)('$text', async (feature) => {
    const result = await enclave.run(feature.sample);
    if (allowed.includes(feature)) expect(result).toMatchObject({ success: true });
    else expect(result).toMatchObject({ success: false, error: { code: 'VALIDATION_ERROR' } });
  });

  test('the current time', async () => {
    const told = enclave.describe().text.includes('the current time');
    expect((await enclave.run('return Date.now();')).success).toBe(!told);
    expect(await enclave.run('return new Date(0).getTime();')).toMatchObject({ value: 0 });
  });
});

test('the tools are TypeScript overloads with their descriptions', () => {
  const { text } = prompt();
  expect(text).toContain(
    [
      '```ts',
      'type OrgTreeNode = { reports?: OrgTreeNode[] };',
      '/** Lists users. Newest first. */',
      "declare function callTool(name: 'users:list', args?: { limit?: number }): Promise<{ id: string; name: string }[]>;",
      "declare function callTool(name: 'org:tree', args?: unknown): Promise<OrgTreeNode>;",
      '```',
    ].join('\n'),
  );
});

test('the example is a script that runs', async () => {
  const enclave = new Enclave({ isolation: 'vm', securityLevel: 'STRICT', tools: { a: { handler: () => [1] } } });
  const [, example = ''] = /Example:\n```js\n([\s\S]*?)```/.exec(enclave.describe().text) ?? [];
  expect(await enclave.run(example)).toMatchObject({ success: true, value: { answer: [1] } });
  await enclave.dispose();
});

test('the short form is shorter, and both tell their size', () => {
  const full = prompt();
  const short = prompt({ form: 'short' });
  expect(full.text).toContain('5000 ms in all, 10 tool calls, 1000 loop iterations, 1024 KB of result');
  expect(short.text).not.toContain('Lists users');
  expect(short.tokens).toBeLessThan(full.tokens);
});

test('the loops that are really allowed are told', () => {
  expect(prompt({}, { allowUnboundedLoops: false }).text).toMatch(/Not allowed:\n- while and do-while/);
  expect(prompt({}, { level: 'STRICT', allowUnboundedLoops: true }).text).toMatch(/You may use: .*while and do-while/);
});

test('globals are declared by their shape', () => {
  class Cart {
    total = 3;
    #secret = 4;
    pay() {
      return this.#secret;
    }
  }
  class Refusal extends RangeError {}
  const globals = {
    cart: new Cart(),
    refusal: new Refusal('no'),
    bare: Object.create(Object.create(null), { a: { value: 1, enumerable: true } }),
    customer: { id: 7, tags: ['a', 1], since: new Date(0), 'x y': null },
    bank: { rate: () => 1 },
    list: [],
  };
  expect(prompt({}, { globals }).text).toContain(
    [
      'declare const cart: { total: number };',
      'declare const refusal: RangeError;',
      'declare const bare: { a: number };',
      'declare const customer: { id: number; tags: (string | number)[]; since: Date; "x y": null };',
      'declare const bank: { rate: (...args: unknown[]) => Promise<unknown> };',
      'declare const list: unknown[];',
    ].join('\n'),
  );
});

test('whatever names and descriptions hold, the declarations are TypeScript', () => {
  const nasty = `it's "x" \\ \n */ \u2028 \`\`\` \${y}`;
  const tools = createToolRegistry({
    [nasty]: {
      description: nasty,
      input: {
        type: 'object',
        properties: { [nasty]: { enum: [nasty, 1], description: nasty }, '1a': { type: ['array', 'null'] } },
        additionalProperties: { type: 'string' },
      },
      handler: () => 1,
    },
  });
  const { text } = prompt({}, { registry: tools, globals: { data: { [nasty]: nasty } } });
  const blocks = [...text.matchAll(/```ts\n([\s\S]*?)\n```/g)].map(([, block]) => block);
  const { issues } = new Validator(agentScript()).validate(blocks.join('\n'), { language: 'ts' });
  expect(blocks).toHaveLength(2);
  expect(issues.filter(({ ruleId }) => ruleId === 'syntax')).toEqual([]);
});
