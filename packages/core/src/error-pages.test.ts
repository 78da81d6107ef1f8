import { readdirSync, readFileSync } from 'node:fs';
import { ERROR_CODES } from 'enclave-vm';
import { describe, expect, test } from 'vitest';
import { Enclave } from './enclave.ts';
import type { EnclaveOptions, RunOptions } from './options/types.ts';

const folder = new URL('../../../docs/errors/', import.meta.url);
const pages = readdirSync(folder).map((file) => ({
  code: file.replace(/\.md$/, ''),
  text: readFileSync(new URL(file, folder), 'utf8'),
}));

const toolHandler: NonNullable<EnclaveOptions['toolHandler']> = async (name, args) => {
  if (name === 'never') return new Promise(() => {});
  if (name === 'fail') throw new Error('The database is down.');
  return args;
};

test('there is one page for each error code', () => {
  expect(pages.map(({ code }) => code).sort()).toEqual(Object.keys(ERROR_CODES).sort());
});

test.each(pages)('the page of $code opens with what the code means', ({ code, text }) => {
  expect(text.split('\n').slice(0, 3)).toEqual([`# ${code}`, '', ERROR_CODES[code as keyof typeof ERROR_CODES]]);
});

const examples = pages.flatMap(({ code, text }) => {
  const [, options, script] = /```js\n\/\/ options: (.*)\n([\s\S]*?)```/.exec(text) ?? [];
  return options === undefined ? [] : [{ code, options, script: script ?? '' }];
});

/** No script can bring these about. */
const WITHOUT_EXAMPLE = [
  'ISOLATION_UNAVAILABLE',
  'PROTOCOL_ERROR',
  'QUEUE_FULL',
  'QUEUE_TIMEOUT',
  'RUNNER_CRASHED',
  'RUNNER_DISPOSED',
];

describe('the example of', () => {
  test('every other page is run', () => {
    expect(examples).toHaveLength(pages.length - WITHOUT_EXAMPLE.length);
  });

  test.each(examples)('$code ends in $code', async ({ code, options, script }) => {
    const { signal, ...enclaveOptions } = evaluate(options);
    const enclave = new Enclave({ toolHandler, ...enclaveOptions });
    const result = await enclave.run(script, { signal });
    await enclave.dispose();
    expect(result).toMatchObject({ success: false, error: { code } });
  });
});

function evaluate(options: string): EnclaveOptions & RunOptions {
  return new Function(`return (${options});`)();
}
