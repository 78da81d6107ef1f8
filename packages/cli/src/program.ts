import { Command, Option } from 'commander';
import { type CheckFlags, check } from './commands/check.ts';
import { type DescribeFlags, describe } from './commands/describe.ts';
import { type DoctorFlags, doctor } from './commands/doctor.ts';
import { type RunFlags, run } from './commands/run.ts';
import { addEnclaveFlags } from './enclave-flags.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { Misuse } from './misuse.ts';
import { watchAndRun } from './watch.ts';

/** The command line: what it accepts, what it prints as help, and where it leads. */
export function createProgram(version: string, exit: (status: number) => void): Command {
  const program = new Command('enclave')
    .description(
      'Run JavaScript and TypeScript that nobody has reviewed, inside limits, with the tools that you give it.',
    )
    .version(version)
    .showHelpAfterError('(add --help for what is accepted)')
    .addHelpText('after', `\nExit status:\n${exitHelp()}`);

  addEnclaveFlags(program.command('run').description('run a script and print what it returns'))
    .argument('<script>', 'path of the script, or - for standard input')
    .option('--json', 'print the whole result as one JSON document')
    .addOption(
      new Option('--for-model', 'print the result as the text that a model gets to repair its script').conflicts(
        'json',
      ),
    )
    .option('--watch', 'run again whenever the script, the tools or the globals change')
    .action(async (script: string, flags: RunFlags & { watch?: boolean }) => {
      if (!flags.watch) return exit(await run(script, flags));
      if (script === '-') throw new Misuse('--watch needs the path of a script: standard input can be read once only.');
      await watchAndRun(
        [script, flags.tools, flags.globals].filter((file) => file !== undefined),
        process.argv.slice(2).filter((argument) => argument !== '--watch'),
      );
      exit(EXIT_CODES.interrupted.status);
    });

  addEnclaveFlags(program.command('check').description('judge scripts as run would, and run none'))
    .argument('<scripts...>', 'paths of scripts, or - for standard input')
    .option('--json', 'print the verdicts as JSON')
    .action(async (scripts: string[], flags: CheckFlags) => exit(await check(scripts, flags)));

  addEnclaveFlags(program.command('describe').description('print the prompt that tells a model how to write scripts'))
    .option('--short', 'rules and tool signatures only')
    .option('--json', 'print text and token estimate as JSON')
    .action(async (flags: DescribeFlags) => exit(await describe(flags)));

  program
    .command('doctor')
    .description('try out what isolation this machine gives')
    .option('--json', 'print the report as JSON')
    .action(async (flags: DoctorFlags) => exit(await doctor(flags)));

  return program;
}

function exitHelp(): string {
  return Object.values(EXIT_CODES)
    .map(({ status, meaning }) => `  ${String(status).padStart(3)}  ${meaning}`)
    .join('\n');
}
