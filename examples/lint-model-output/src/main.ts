/** Lints what a model wrote, before anybody runs it. Nothing here runs it: `ast-guard` reads code and no more. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { agentScript, Validator } from 'ast-guard';
import { noCallInLoop } from './no-call-in-loop.ts';
import { feedback } from './report.ts';

const folder = join(import.meta.dirname, '..', 'fixtures');
const validator = new Validator(agentScript({ level: 'SECURE', extraRules: [noCallInLoop] }));

const found: Record<string, string[]> = {};
for (const file of (await readdir(folder)).sort()) {
  const source = await readFile(join(folder, file), 'utf8');
  const result = validator.validate(source);
  found[file] = [...new Set(result.issues.map(({ ruleId }) => ruleId))].sort();
  console.log(`${result.valid ? 'accepted' : 'refused '}  ${file}`);
  if (result.issues.length > 0) console.log(`\n${feedback(source, result)}\n`);
}

assert.deepEqual(found, {
  'discount.js': ['no-dynamic-code'],
  'environment.js': ['no-unknown-globals'],
  'merge-settings.js': ['no-proto-property'],
  'overdue-invoices.js': [],
  'poll.js': ['no-call-in-loop', 'no-unbounded-loops'],
  'typo.js': ['syntax'],
});
console.log('Every verdict is as expected.');
