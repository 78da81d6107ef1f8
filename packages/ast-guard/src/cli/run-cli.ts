import { readFile, writeFile } from 'node:fs/promises';
import { SECURITY_LEVELS, type SecurityLevel } from '@enclave-vm/runtime-contract';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { glob, isDynamicPattern } from 'tinyglobby';
import type { GuardConfig } from '../config.ts';
import type { AppliedFix } from '../fix.ts';
import { formatGithub } from '../format/github.ts';
import { formatJson } from '../format/json.ts';
import { formatForModel } from '../format/model.ts';
import { formatPretty } from '../format/pretty.ts';
import { countIssues, type FileReport } from '../format/report.ts';
import { formatSarif } from '../format/sarif.ts';
import { agentScript } from '../presets/agent-script.ts';
import { recommended } from '../presets/recommended.ts';
import { Validator } from '../validator.ts';
import { CLI_EXAMPLES } from './examples.ts';
import { extractFences, fixFences } from './extract.ts';
import { findConfig } from './find-config.ts';
import { loadConfig } from './load-config.ts';

export interface CliIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdin: () => Promise<string>;
  readonly color: boolean;
}

interface CliOptions {
  readonly level: SecurityLevel;
  readonly preset: 'agent-script' | 'recommended';
  readonly tools?: readonly string[];
  /** False when none is to be looked for. */
  readonly config?: string | false;
  readonly language?: 'js' | 'ts' | 'auto';
  readonly format: 'pretty' | 'json' | 'sarif' | 'github' | 'model';
  readonly extract: boolean;
  readonly fix: boolean;
  readonly maxWarnings?: number;
}

/** 0: nothing to object to. 1: errors, or too many warnings. 2: the command itself was wrong. */
export type ExitCode = 0 | 1 | 2;

/** Runs the command line `argv` (without node and script). Never throws, never exits. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const program = makeProgram(io);
  let code: ExitCode = 0;
  program.action(async (files: readonly string[], options: CliOptions) => {
    const asked = REPLACED_BY_CONFIG.some((name) => program.getOptionValueSource(name) === 'cli');
    code = await judge(files, options, await configOf(options, asked), io);
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    io.stderr(`ast-guard: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

function makeProgram(io: CliIo): Command {
  const width = Math.max(...CLI_EXAMPLES.map(({ command }) => command.length));
  const examples = CLI_EXAMPLES.map(({ command, does }) => `  ${command.padEnd(width)}  ${does}`).join('\n');
  return new Command('ast-guard')
    .description('Judge JavaScript and TypeScript that was written by a language model, a user or a plugin.')
    .argument('<files...>', 'files and patterns; - reads standard input')
    .addOption(new Option('--level <level>', 'security level').choices(SECURITY_LEVELS).default('STANDARD'))
    .addOption(
      new Option('--preset <name>', 'rules to start from')
        .choices(['agent-script', 'recommended'])
        .default('agent-script'),
    )
    .option('--tools <names>', 'tools that exist, with commas between them', (names) => names.split(','))
    .option(
      '--config <file>',
      'configuration, which replaces level, preset and tools (default: ast-guard.config.{ts,js,mjs,json} in this folder or above it)',
    )
    .option('--no-config', 'look for no configuration')
    .addOption(new Option('--language <language>', 'language of the files').choices(['js', 'ts', 'auto']))
    .addOption(
      new Option('--format <format>', 'output')
        .choices(['pretty', 'json', 'sarif', 'github', 'model'])
        .default('pretty'),
    )
    .option('--extract', 'judge the fenced code blocks of Markdown files', false)
    .option('--fix', 'apply the safe fixes', false)
    .option('--max-warnings <count>', 'more warnings than this count as a failure', toCount)
    .addHelpText('after', `\nExamples:\n${examples}\n\nExit codes: 0 fine, 1 issues found, 2 wrong use.`)
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr });
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0) throw new InvalidArgumentError('Not a whole number.');
  return count;
}

async function judge(files: readonly string[], options: CliOptions, config: GuardConfig, io: CliIo): Promise<ExitCode> {
  const validator = new Validator(options.language === undefined ? config : { ...config, language: options.language });
  const reports: FileReport[] = [];
  for (const path of await expand(files)) {
    let text = path === '-' ? await io.stdin() : await readFile(path, 'utf8');
    if (options.fix) {
      const fixed = fixText(text, options.extract, validator, ({ message, line, ruleId }) =>
        io.stderr(`${path}:${line} fixed: ${message} (${ruleId})\n`),
      );
      if (path === '-') io.stdout(fixed);
      else if (fixed !== text) await writeFile(path, fixed);
      text = fixed;
    }
    const sources = options.extract ? extractFences(text).map(({ source }) => source) : [text];
    for (const source of sources) reports.push({ path, source, result: validator.validate(source) });
  }
  const output = write(reports, options, config, io.color);
  if (options.fix && files.includes('-')) io.stderr(output);
  else io.stdout(output);
  const { errors, warnings } = countIssues(reports);
  const invalid = errors > 0 || reports.some(({ result }) => !result.valid);
  return invalid || warnings > (options.maxWarnings ?? Number.POSITIVE_INFINITY) ? 1 : 0;
}

function fixText(text: string, isMarkdown: boolean, validator: Validator, tell: (fix: AppliedFix) => void): string {
  const all: AppliedFix[] = [];
  const fix = (source: string): string => {
    const { code, applied } = validator.fix(source);
    all.push(...applied);
    return code;
  };
  const fixed = isMarkdown ? fixFences(text, fix) : fix(text);
  for (const one of all.sort((a, b) => a.line - b.line)) tell(one);
  return fixed;
}

/** A configuration replaces all of these: none is looked for when one of them was asked for. */
const REPLACED_BY_CONFIG = ['level', 'preset', 'tools'] as const;

async function configOf({ config, preset, level, tools }: CliOptions, isAsked: boolean): Promise<GuardConfig> {
  const path = config === undefined && !isAsked ? await findConfig(process.cwd()) : config;
  if (typeof path === 'string') return loadConfig(path);
  if (preset === 'recommended') return recommended();
  return agentScript({ level, ...(tools === undefined ? {} : { tools }) });
}

async function expand(files: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const file of files) {
    if (file === '-' || !isDynamicPattern(file)) {
      found.push(file);
      continue;
    }
    const matches = await glob([file], { ignore: ['**/node_modules/**'] });
    if (matches.length === 0) throw new Error(`No file matches "${file}".`);
    found.push(...matches.sort());
  }
  return found;
}

function write(reports: readonly FileReport[], { format }: CliOptions, config: GuardConfig, color: boolean): string {
  switch (format) {
    case 'json':
      return formatJson(reports);
    case 'sarif':
      return formatSarif(reports, { extraRules: config.extraRules ?? [] });
    case 'github':
      return formatGithub(reports);
    case 'model':
      return `${reports.map(({ result, source }) => formatForModel(result.issues, source)).join('\n')}\n`;
    case 'pretty':
      return formatPretty(reports, { color });
  }
}
