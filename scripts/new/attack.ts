/**
 * Makes a new attack case: `pnpm new:attack own-something <class> <kind>`. Puts it at the end of the corpus, where it is
 * to be filled in; `pnpm corpus` then compiles it and says what it does to a naive sandbox.
 */
import { readFile } from 'node:fs/promises';
import { edit, fileOf, refuse } from './generate.ts';

const CORPUS = 'conformance/corpus';
const PREFIX = 'own-';

const cases = await Promise.all(
  ['attacks.public.jsonl', 'own-attacks.jsonl'].map((name) => readFile(fileOf(`${CORPUS}/${name}`), 'utf8')),
);
const known = cases
  .flatMap((text) => text.trim().split('\n'))
  .map((line) => JSON.parse(line) as { id: string; class: string; kind: string });
const choices = (values: string[]): string => [...new Set(values)].sort().join(', ');

const [id, name, kind] = process.argv.slice(2);
if (id === undefined || name === undefined || kind === undefined || !/^own(?:-[a-z0-9]+)+$/.test(id)) {
  refuse(`Usage: pnpm new:attack ${PREFIX}<technique> <class> <kind>
  class: ${choices(known.map((one) => one.class))}, or a new one
  kind:  ${choices(known.map((one) => one.kind))}`);
}
if (known.some((one) => one.id === id)) refuse(`There is already an attack called ${id}.`);
if (!known.some((one) => one.kind === kind)) refuse(`The kind is one of ${choices(known.map((one) => one.kind))}.`);

const template = `
## ${id} ${name} ${kind}
Say the technique in one sentence.

\`\`\`js
try { if (typeof process.exit === 'function') return 'PWNED:say what it got'; } catch {}
return 'contained';
\`\`\`
`;

await edit(`${CORPUS}/own-attacks.md`, (text) => `${text.trimEnd()}\n${template}`);
console.log(`Written: ${id}, at the end of ${CORPUS}/own-attacks.md.
Next:
  1. fill it in: 10 to 40 lines, one technique; it returns a text with PWNED if it has what it is after. What it needs of
     the host stands in its head line: needs=async,callTool,globals:ctx limits={"maxToolCalls":8} (tools: fixtures.cjs)
  2. npx pnpm@12 corpus    # compiles it, and says what it does to a naive sandbox: "no-effect" proves nothing
  3. npx pnpm@12 conformance --part attacks --only ${id} --verbose
  4. fix what it shows, and keep both`);
