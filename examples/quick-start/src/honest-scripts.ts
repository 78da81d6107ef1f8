import { readFileSync } from 'node:fs';
import { createWorld } from '@enclave-vm/conformance/tools';
import { Enclave, type ExecutionResult, formatForModel } from '@enclave-vm/core';
import { expectEqual } from './check.ts';

interface Script {
  file: string;
  level: 'STRICT' | 'STANDARD';
  expected: unknown;
}

const scripts = new URL('../corpus/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, scripts), 'utf8');

/** Scripts as language models write them, against the tools of a small business. */
export async function runHonestScripts(): Promise<void> {
  const enclaves = { STRICT: new Enclave({ securityLevel: 'STRICT' }), STANDARD: new Enclave() };
  const cases: Record<string, Script> = JSON.parse(read('expected.json'));
  for (const [name, { file, level, expected }] of Object.entries(cases)) {
    const world = createWorld();
    const result = await enclaves[level].run(read(file), { toolHandler: world.callTool });
    print(name, level, result);
    expectEqual(name, result.success ? JSON.parse(JSON.stringify(result.value ?? null)) : result.error.code, expected);
  }
  await Promise.all(Object.values(enclaves).map((enclave) => enclave.dispose()));
}

function print(name: string, level: string, result: ExecutionResult): void {
  console.log(`\n${result.success ? '✓' : '✗'} ${name} (${level})`);
  console.log(result.success ? `  value     ${shorten(JSON.stringify(result.value))}` : formatForModel(result));
  const { duration, cpuTime, toolCallCount, iterationCount } = result.stats;
  const times = `${duration.toFixed(1)} ms, ${cpuTime.toFixed(1)} ms of CPU`;
  console.log(`  stats     ${times}, ${toolCallCount} tool calls, ${iterationCount} loop iterations`);
  for (const receipt of result.toolCalls.slice(0, 4)) {
    const error = receipt.error ? `: ${receipt.error.message}` : '';
    console.log(`  receipt   ${receipt.name} ${receipt.state} in ${receipt.duration.toFixed(1)} ms${error}`);
  }
  if (result.toolCalls.length > 4) console.log(`  receipts  and ${result.toolCalls.length - 4} more`);
}

const shorten = (text = 'undefined') =>
  text.length > 160 ? `${text.slice(0, 160)}… (${text.length} characters)` : text;
