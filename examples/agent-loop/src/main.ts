/** An agent whose scripts fail at first, and which corrects them from what the enclave tells it. */
import assert from 'node:assert/strict';
import { Enclave, formatForModel } from '@enclave-vm/core';
import { createModel, type Model } from './scripted-model.ts';
import { tools } from './shop.ts';
import { type Task, tasks } from './tasks.ts';

const MAX_TURNS = 4;

const enclave = new Enclave({ tools, maxIterations: 2_000, timeout: 5_000 });
const prompt = enclave.describe();
console.log(`${prompt.text}\n\n(about ${prompt.tokens} tokens)\n`);

for (const task of tasks) {
  console.log(`== ${task.title}`);
  const { value, turns } = await solve(task, createModel(prompt.text));
  assert.deepEqual(value, task.expected);
  assert.ok(turns > 1, 'the draft was to fail');
  console.log(`Solved in ${turns} turns: ${JSON.stringify(value)}\n`);
}

await assertThatTheTextIsNeeded();
await enclave.dispose();
console.log(`All ${tasks.length} scripts were repaired.`);

async function solve({ draft }: Task, model: Model): Promise<{ value: unknown; turns: number }> {
  let script = draft.trim();
  for (let turn = 1; turn <= MAX_TURNS; turn += 1) {
    const result = await enclave.run(script);
    if (result.success) return { value: result.value, turns: turn };
    const feedback = formatForModel(result);
    console.log(`--- turn ${turn}\n${feedback}\n`);
    const repaired = model.repair(script, feedback);
    if (repaired === undefined) throw new Error(`The model does not know what to do about:\n${feedback}`);
    script = repaired;
  }
  throw new Error(`No solution after ${MAX_TURNS} turns`);
}

/** Without the text there is nothing to go by: neither the mere fact of failure nor the bare code is enough. */
async function assertThatTheTextIsNeeded(): Promise<void> {
  for (const { draft, title } of tasks) {
    const result = await enclave.run(draft.trim());
    assert.ok(!result.success);
    const model = createModel(prompt.text);
    assert.equal(model.repair(draft, 'The script failed.'), undefined, title);
    assert.equal(model.repair(draft, `The script failed at line 1, column 1: ${result.error.code}`), undefined, title);
  }
  const wrongArgument = await enclave.run(`return await callTool('customers:get', { id: '7' });`);
  const unprompted = createModel('');
  assert.equal(
    unprompted.repair(`return await callTool('customers:get', { id: '7' });`, formatForModel(wrongArgument)),
    undefined,
  );
}
