/**
 * Compiles `corpus/own-scripts.md` and `own-algos.md` to the `.jsonl` beside them: each expected value is what plain Node
 * gives. Without `--write` it only says whether the stored files are up to date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { inCorpus, type Program } from '../corpus.ts';
import { normalForm } from './normal-form.ts';
import { runPlain } from './plain.ts';

const HEAD = /^## (\S+) (\S+) (\S+)\n+```(js|ts)\n([\s\S]*?)\n```$/gm;

/** The wrapper makes `return` legal; full transformation, because parameter properties are more than types. */
function strip(code: string): string {
  const [open, close] = ['async function body() {\n', '\n}'];
  const js = stripTypeScriptTypes(open + code + close, { mode: 'transform' }).trim();
  return js.slice(js.indexOf('{') + 1, js.lastIndexOf('}'));
}

export const OWN_PROGRAMS = ['own-scripts', 'own-algos'] as const;

export async function compilePrograms(name: (typeof OWN_PROGRAMS)[number]): Promise<string> {
  const { createWorld } = (await import(inCorpus('tools.mjs'))) as { createWorld: () => { callTool: never } };
  const lines: string[] = [];
  for (const [, id, level, features, language, code] of readFileSync(inCorpus(`${name}.md`), 'utf8').matchAll(
    HEAD,
  ) as Iterable<string[]>) {
    const js = language === 'ts' ? strip(code as string) : undefined;
    const value = await runPlain(js ?? (code as string), createWorld().callTool);
    const program: Program = {
      id: id as string,
      level: level as string,
      features: features?.split(',') ?? [],
      code: code as string,
      ...(js === undefined ? {} : { js }),
      expected: normalForm(value),
    };
    lines.push(JSON.stringify(program));
  }
  return `${lines.join('\n')}\n`;
}

if (import.meta.main) {
  for (const name of OWN_PROGRAMS) {
    const target = inCorpus(`${name}.jsonl`);
    const text = await compilePrograms(name);
    if (process.argv.includes('--write')) writeFileSync(target, text);
    else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
      console.error(`${name}.jsonl is not up to date: run npx -y pnpm@12 corpus`);
      process.exitCode = 1;
    }
  }
}
