import { resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What is wrong with how a command was called: its message is all that the caller needs. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * The flags of a command. `--help` prints the usage and ends; from here on a {@link UsageError} ends the process with its
 * message and 2.
 */
export function readFlags<const O extends Options>(usage: string, options: O) {
  process.on('uncaughtException', (error) => {
    const isUsage = error instanceof UsageError;
    console.error(isUsage ? error.message : error);
    process.exit(isUsage ? 2 : 1);
  });
  const { values } = parse(usage, { ...options, help: { type: 'boolean', short: 'h', default: false } } as const);
  if ((values as { help: boolean }).help) {
    console.log(usage);
    process.exit(0);
  }
  return values;
}

function parse<const O extends Options>(usage: string, options: O) {
  try {
    // pnpm hands on the `--` with which some separate its own flags from those of the script.
    return parseArgs({ args: process.argv.slice(2).filter((arg) => arg !== '--'), options });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

/** @throws UsageError */
export function wholeNumber(flag: string, text: string, least = 1): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < least)
    throw new UsageError(`${flag} must be a whole number from ${least} up, got "${text}".`);
  return value;
}

/** @throws UsageError */
export function choice<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((item) => item.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw new UsageError(`${flag} must be one of ${allowed.join(', ')}, got "${text}".`);
  return found;
}

/** A path as its caller means it: a script of pnpm runs at the root, wherever pnpm was called. */
export const asGiven = (path: string): string => resolve(process.env.INIT_CWD ?? '', path);
