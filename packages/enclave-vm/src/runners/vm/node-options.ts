import { readFileSync } from 'node:fs';

/** A program may hide its NODE_OPTIONS from its children, which changes nothing for itself. */
const atImport = process.env.NODE_OPTIONS ?? '';

/** Every text from which this process, or a worker thread of it, may have its options. Some may be out of date. */
export const nodeOptions = (): readonly string[] => [
  ...process.execArgv,
  process.env.NODE_OPTIONS ?? '',
  atImport,
  ...firstEnvironment().flatMap((entry) => (entry.startsWith(NAME) ? entry.slice(NAME.length) : [])),
];

const NAME = 'NODE_OPTIONS=';

/** What the process was started with, whatever it has made of it since. Known on Linux. */
function firstEnvironment(): readonly string[] {
  try {
    return readFileSync('/proc/self/environ', 'utf8').split('\0');
  } catch {
    return [];
  }
}
