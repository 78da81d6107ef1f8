import type { EnclaveOptions } from '@enclave-vm/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { LEVELS } from 'enclave-vm';
import { loadGlobals } from './load-globals.ts';
import { loadTools } from './load-tools.ts';
import { parseCount } from './values/count.ts';
import { parseDuration } from './values/duration.ts';
import { parseSize } from './values/size.ts';

/** Flags of every command that makes an enclave. */
export interface EnclaveFlags {
  tools?: string;
  globals?: string;
  level: NonNullable<EnclaveOptions['securityLevel']>;
  isolation?: 'process' | 'vm';
  allow?: string[];
  deny?: string[];
  timeout?: number;
  memory?: number;
  maxIterations?: number;
  maxToolCalls?: number;
  repair: boolean;
}

const LEVEL_NAMES = Object.keys(LEVELS) as EnclaveFlags['level'][];

function parseLevel(text: string): EnclaveFlags['level'] {
  const level = LEVEL_NAMES.find((name) => name === text.toUpperCase());
  if (!level) throw new InvalidArgumentError(`Levels are ${LEVEL_NAMES.join(', ')}.`);
  return level;
}

export function addEnclaveFlags(command: Command): Command {
  return command
    .option('--tools <module>', 'TypeScript or JavaScript module with the tools')
    .option('--globals <file.json>', 'JSON object whose entries the script finds as global names')
    .addOption(
      new Option('--level <level>', `language, limits and isolation: ${LEVEL_NAMES.join(', ')}`)
        .argParser(parseLevel)
        .default('STANDARD'),
    )
    .addOption(new Option('--isolation <tier>', 'where the script runs').choices(['process', 'vm']))
    .option('--allow <patterns...>', 'tools that may be called, such as users:*')
    .option('--deny <patterns...>', 'tools that may not be called')
    .option('--timeout <time>', 'wall time of the run: 500ms, 5s', parseDuration)
    .option('--memory <size>', 'memory of the script: 64MB', parseSize)
    .option('--max-iterations <count>', 'loop iterations of the run', parseCount)
    .option('--max-tool-calls <count>', 'tool calls of the run', parseCount)
    .option('--no-repair', 'refuse fenced code, `export default` and `main()` instead of accepting them');
}

/** Options of the enclave that the flags ask for. Loads the tools module. */
export async function enclaveOptions(flags: EnclaveFlags): Promise<EnclaveOptions> {
  const { level, isolation, allow, deny, timeout, memory, maxIterations, maxToolCalls, repair } = flags;
  const loaded = flags.tools === undefined ? {} : await loadTools(flags.tools);
  const globals = flags.globals === undefined ? undefined : await loadGlobals(flags.globals);
  const options = {
    ...loaded,
    ...(globals && { globals: { ...loaded.globals, ...globals } }),
    securityLevel: level,
    isolation,
    allowTools: allow,
    denyTools: deny,
    timeout,
    memoryLimit: memory,
    maxIterations,
    maxToolCalls,
    repair,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
