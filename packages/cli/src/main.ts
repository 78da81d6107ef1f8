#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { EnclaveOptionError } from '@enclave-vm/core';
import { CommanderError } from 'commander';
import { EXIT_CODES } from './exit-codes.ts';
import { Misuse } from './misuse.ts';
import { createProgram } from './program.ts';
import { safeText } from './view/safe-text.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const program = createProgram(version, (status) => {
  process.exitCode = status;
});
for (const command of [program, ...program.commands]) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed already; it uses 1 for misuse, which here means a failed script.
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.ok.status : EXIT_CODES.misuse.status;
  } else if (error instanceof Misuse || error instanceof EnclaveOptionError) {
    process.stderr.write(`error: ${safeText(error.message)}\n`);
    process.exitCode = EXIT_CODES.misuse.status;
  } else throw error;
}
