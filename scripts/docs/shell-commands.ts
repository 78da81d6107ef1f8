import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { publicPackages, root } from '../public-packages.ts';

const run = promisify(execFile);
const PNPM_COMMANDS = ['install', 'exec', 'changeset', 'pack'];
const INSTALLABLE = ['zod', 'valibot', 'arktype', 'fastify', '@opentelemetry/api'];

/** What is wrong with a line of a shell block, or nothing. Commands are looked up, not executed. */
export async function faultOf(line: string): Promise<string | undefined> {
  const [command = '', ...words] = line
    .replace(/\s+#.*$/, '')
    .trim()
    .replace(/^npx (-y )?(?=enclave|ast-guard|pnpm)/, '')
    .split(/\s+/);
  if (command === '' || command.startsWith('#') || command === 'cd' || command === 'git') return undefined;
  const binary = (await ownBinaries()).get(command);
  if (binary) return faultOfOwn(command, binary, words);
  if (command === 'npm') return faultOfInstall(words);
  if (/^pnpm(@\d+)?$/.test(command)) return faultOfScript(words);
  if (command === 'node') return existsSync(join(root, words[0] ?? '')) ? undefined : `there is no file ${words[0]}`;
  return `nobody knows the command "${command}"`;
}

/** Flags have to be in the help of the command, or of its subcommand if it has any. */
async function faultOfOwn(command: string, binary: string, words: readonly string[]): Promise<string | undefined> {
  const pipe = words.findIndex((word) => /^[|>]/.test(word));
  const own = pipe < 0 ? words : words.slice(0, pipe);
  const flags = own.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*/, ''));
  const help = command === 'enclave' ? ['help', own[0] ?? ''] : ['--help'];
  const { stdout } = await run(process.execPath, [binary, ...help]);
  const unknown = flags.filter((flag) => !new RegExp(`${flag}\\b`).test(stdout) && flag !== '--help');
  return unknown.length > 0 ? `"${command}" has no ${unknown.join(', ')}` : undefined;
}

/** Commands that our packages bring, and the files that they are. */
async function ownBinaries(): Promise<Map<string, string>> {
  const binaries = new Map<string, string>();
  for (const { folder } of await publicPackages()) {
    const { bin = {} } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    for (const [name, file] of Object.entries<string>(bin)) binaries.set(name, join(folder, file));
  }
  return binaries;
}

async function faultOfInstall([subcommand = '', ...words]: readonly string[]): Promise<string | undefined> {
  if (!['i', 'install'].includes(subcommand)) return `"npm ${subcommand}" is not tried`;
  const known = [...INSTALLABLE, ...(await publicPackages()).map(({ name }) => name)];
  const unknown = words.filter((word) => !word.startsWith('-') && !known.includes(word));
  return unknown.length > 0 ? `no package of ours: ${unknown.join(', ')}` : undefined;
}

async function faultOfScript(words: readonly string[]): Promise<string | undefined> {
  const [first = '', second = '', ...rest] = words;
  const [folder, script] = first === '--filter' ? [await folderOf(second), rest[0] ?? ''] : [root, first];
  if (folder === undefined) return `there is no package "${second}"`;
  const { scripts } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (script === 'test' || PNPM_COMMANDS.includes(script) || script in scripts) return undefined;
  return `there is no script "${script}"`;
}

async function folderOf(name: string): Promise<string | undefined> {
  for await (const file of glob(['{packages,examples}/*/package.json', '{bench,conformance}/package.json'], {
    cwd: root,
  })) {
    if (JSON.parse(await readFile(join(root, file), 'utf8')).name === name) return join(root, dirname(file));
  }
  return undefined;
}
