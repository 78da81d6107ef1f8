/** Three Babel plugins of a host's own, run over every script before it is instrumented. */
import assert from 'node:assert/strict';
import { Enclave } from '@enclave-vm/core';
import { forbidTool } from './forbid-tool.ts';
import { injectConstant } from './inject-constant.ts';
import { logToolCalls } from './log-tool-calls.ts';

const enclave = new Enclave({
  transforms: [
    [injectConstant, { name: 'REGION', value: 'eu' }],
    [forbidTool, { forbidden: ['users:delete'] }],
    logToolCalls,
  ],
  globals: { REGION: '' },
  toolHandler: (name, args) => ({ name, args }),
});

const allowed = await enclave.run(`
const region = REGION;
const page = await callTool('users:list', { region });
return page;
`);
assert(allowed.success, JSON.stringify(allowed));
assert.deepEqual(allowed.value, { name: 'users:list', args: { region: 'eu' } });
assert.deepEqual(
  allowed.console.map(({ text }) => text),
  ['line 3: users:list'],
);

const refused = await enclave.run("const id = 7;\nreturn await callTool('users:delete', { id });");
assert(!refused.success);
assert.equal(refused.error.code, 'VALIDATION_ERROR');
assert.match(refused.error.message, /The policy forbids "users:delete" here\./);
assert.deepEqual(refused.error.location, { line: 2, column: 14 });

await enclave.dispose();
console.log('Allowed:', allowed.value, '\nRefused:', refused.error.message);
