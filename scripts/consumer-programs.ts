/** What somebody who has just installed a package would run first. Each exits with 1 when it does not get what it should. */

export const QUICK_START = `
import { Enclave } from '@enclave-vm/core';
const enclave = new Enclave({
  timeout: 5000, maxToolCalls: 50, maxIterations: 10000,
  toolHandler: async (toolName, args) => ({ items: [{ active: true }, { active: false }, { active: args.limit === 10 }] }),
});
const result = await enclave.run(\`
  const users = await callTool('users:list', { limit: 10 });
  return users.items.filter(u => u.active).length;
\`);
if (result.success) console.log(result.value, JSON.stringify(result.stats)); else console.error(result.error);
process.exitCode = result.success && result.value === 2 ? 0 : 1;
enclave.dispose();
`;

/** Packages that are of use by themselves. */
export const ALONE: Readonly<Record<string, string>> = {
  'ast-guard': `
import { Validator, agentScript } from 'ast-guard';
const { valid, issues } = new Validator(agentScript({ level: 'STRICT' })).validate('eval("1")');
console.log(valid, issues[0].ruleId);
process.exitCode = valid ? 1 : 0;
`,
  'enclave-transform': `
import { loopLimits, transform } from 'enclave-transform';
const { code } = transform('for (;;) {}', { sourceType: 'script', plugins: [loopLimits({ max: 10 })] });
let ended = false;
try { (0, eval)(code); } catch { ended = true; }
console.log('endless loop ended:', ended);
process.exitCode = ended ? 0 : 1;
`,
  'enclave-vm': `
import { processRunner, resolveLimits, vmRunner } from 'enclave-vm';
for (const runner of [processRunner(), vmRunner()]) {
  const outcome = await runner.run({ code: 'return 6 * 7' }, { limits: resolveLimits('STANDARD') });
  console.log(runner.isolation, outcome.success && outcome.value);
  if (!outcome.success || outcome.value !== 42) process.exitCode = 1;
  await runner.dispose();
}
`,
};

/**
 * The honest scripts, in both tiers. The public ones must give what is expected. Ours must come to an end: some show what
 * one V8 says and another does not.
 */
export const honestScripts = (corpus: string): string => `
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Enclave } from '@enclave-vm/core';
const corpus = ${JSON.stringify(corpus)};
const { createWorld } = await import(new URL('tools.mjs', corpus));
const read = (file) => readFileSync(new URL(file, corpus), 'utf8').trim().split('\\n').map((line) => JSON.parse(line));
const kept = read('scripts.public.jsonl').map((one) => ({ ...one, compared: true }));
const canUse = Number(process.versions.node.split('.')[0]) >= 24;
const programs = [...kept, ...read('own-scripts.jsonl').filter(({ features }) => canUse || !features.includes('using'))];
for (const isolation of ['process', 'vm']) {
  const problems = [];
  for (const level of new Set(programs.map((one) => one.level))) {
    const securityLevel = level.toUpperCase();
    const enclave = new Enclave({ isolation, securityLevel, timeout: 60_000, maxIterations: 100_000 });
    for (const { id, code, expected, compared } of programs.filter((one) => one.level === level)) {
      const world = createWorld();
      const result = await enclave.run(code, { toolHandler: (name, args) => world.callTool(name, args) });
      if (!result.success) problems.push(id + ': ' + result.error.code + ' ' + result.error.message);
      else if (compared && !isDeepStrictEqual(JSON.parse(JSON.stringify(result.value ?? null)), expected)) {
        problems.push(id + ': gave ' + JSON.stringify(result.value).slice(0, 300));
      }
    }
    await enclave.dispose();
  }
  console.log(isolation + ' ' + (programs.length - problems.length) + ' of ' + programs.length);
  for (const problem of problems.slice(0, 5)) console.error(isolation, problem);
  if (problems.length > 0) process.exitCode = 1;
}
`;
