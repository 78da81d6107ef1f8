#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import { runCli } from './run-cli.ts';

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: (output) => process.stdout.write(output),
  stderr: (output) => process.stderr.write(output),
  stdin: () => text(process.stdin),
  color: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
});
