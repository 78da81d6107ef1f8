/**
 * Compiles `corpus/own-scripts.md` to `own-scripts.jsonl`: each script's expected value is what plain Node gives.
 * Without `--write` it only says whether the stored file is up to date.
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

export async function compileScripts(): Promise<string> {
  const { createWorld } = (await import(inCorpus('tools.mjs'))) as { createWorld: () => { callTool: never } };
  const lines: string[] = [];
  for (const [, id, level, features, language, code] of readFileSync(inCorpus('own-scripts.md'), 'utf8').matchAll(
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
  const target = inCorpus('own-scripts.jsonl');
  const text = await compileScripts();
  if (process.argv.includes('--write')) writeFileSync(target, text);
  else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error('own-scripts.jsonl is not up to date: run node conformance/src/programs/compile.ts --write');
    process.exitCode = 1;
  }
}
