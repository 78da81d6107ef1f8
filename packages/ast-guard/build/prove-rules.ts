/**
 * Proves that the tests notice when a rule is missing: runs them once as they are, then once for each rule with that
 * rule made blind. Exits non-zero when the first run fails, or any other passes.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { RULES } from '../src/rules/index.ts';

const cwd = fileURLToPath(new URL('..', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

function testsPass(without?: string): Promise<boolean> {
  const args = [
    `${root}/node_modules/vitest/vitest.mjs`,
    'run',
    '--fsModuleCache=false',
    '--bail',
    '1',
    '--reporter',
    'dot',
    'src/rules',
    'src/levels',
  ];
  const env = { ...process.env, ...(without === undefined ? {} : { AST_GUARD_WITHOUT: without }) };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: 'ignore' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === 0));
  });
}

if (!(await testsPass())) throw new Error('The tests fail with all rules in place.');
const unnoticed: string[] = [];
const queue = RULES.map((rule) => rule.id);
await Promise.all(
  [1, 2].map(async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      if (await testsPass(id)) unnoticed.push(id);
    }
  }),
);
console.log(`${RULES.length - unnoticed.length} of ${RULES.length} rules are missed when they are gone`);
if (unnoticed.length > 0) {
  console.error(`No test notices the loss of: ${unnoticed.join(', ')}`);
  process.exitCode = 1;
}
