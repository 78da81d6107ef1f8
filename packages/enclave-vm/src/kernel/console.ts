import type { KernelConfig } from './config.ts';
import { formatTable } from './format/table.ts';
import { format } from './format.ts';
import { post, postLimit } from './outbox.ts';
import {
  enumerableKeys,
  indexOf,
  MapConstructor,
  mapDelete,
  mapGet,
  mapSet,
  now,
  RangeErrorConstructor,
  slice,
  toText,
} from './primordials.ts';
import { define, expose } from './shapes.ts';
import { FAULT, FROM_GUEST } from './wire.ts';

const LOG = 0;
const INFO = 1;
const WARN = 2;
const ERROR = 3;
const DEBUG = 4;

/**
 * A `console` of the guest's own: each call leaves one text entry for the host. Formatting runs here, under the guest's
 * budgets, because it reads guest objects.
 */
export function createConsole(config: KernelConfig): object {
  let calls = 0;
  let units = 0;
  let indent = '';

  const write = (level: number, args: readonly unknown[]): void => {
    if (calls >= config.maxConsoleCalls) {
      stop(FAULT.MAX_CONSOLE_CALLS, `The script made more than ${config.maxConsoleCalls} console calls`);
    }
    calls++;
    const text = indented(indent, format(args, config.maxConsoleOutputBytes - units + 1));
    // Proxies that were printed may have written meanwhile.
    if (text.length > config.maxConsoleOutputBytes - units) {
      stop(
        FAULT.OUTPUT_LIMIT_EXCEEDED,
        `The script wrote more than ${config.maxConsoleOutputBytes} bytes to the console`,
      );
    }
    units += text.length;
    post(FROM_GUEST.consoleEntry, level, now(), text);
  };

  const levels = {
    __proto__: null,
    log: LOG,
    info: INFO,
    warn: WARN,
    error: ERROR,
    debug: DEBUG,
    trace: DEBUG,
    dir: LOG,
    dirxml: LOG,
  } as unknown as Readonly<Record<string, number>>;
  const target = {};
  const method = (name: string, fn: (...args: unknown[]) => void): void =>
    define(target, name, expose(name, 0, fn), true);
  const names = enumerableKeys(levels);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    const level = levels[name] as number;
    const single = name === 'dir';
    method(name, (...args) => write(level, single ? [args[0]] : args));
  }
  method('table', (data, columns) => {
    const table = formatTable(data, columns);
    write(LOG, table === null ? [data] : [table]);
  });
  method('assert', (condition, ...rest) => {
    if (!condition)
      write(ERROR, rest.length === 0 ? ['Assertion failed'] : ['Assertion failed:', format(rest, MAX_LABEL)]);
  });
  const open = (...args: unknown[]): void => {
    if (args.length > 0) write(LOG, args);
    if (indent.length < 40) indent = `${indent}  `;
  };
  method('group', open);
  method('groupCollapsed', open);
  method('groupEnd', () => {
    indent = slice(indent, 2);
  });
  method('clear', () => {});
  addCounters(method, write);
  addTimers(config, method, write);
  return target;
}

/** Every line of it: a group holds together. */
function indented(indent: string, text: string): string {
  if (indent === '') return text;
  let result = '';
  let from = 0;
  for (let at = indexOf(text, '\n'); at >= 0; at = indexOf(text, '\n', from)) {
    result += `${indent}${slice(text, from, at + 1)}`;
    from = at + 1;
  }
  return `${result}${indent}${slice(text, from)}`;
}

function stop(code: number, message: string): never {
  const error = new RangeErrorConstructor(message);
  postLimit(code, message, error);
  throw error;
}

const MAX_LABEL = 10_000;

type AddMethod = (name: string, fn: (...args: unknown[]) => void) => void;
type Write = (level: number, args: readonly unknown[]) => void;

const labelOf = (label: unknown): string => (label === undefined ? 'default' : format([label], 200));

function addCounters(method: AddMethod, write: Write): void {
  const counts = new MapConstructor<string, number>();
  method('count', (label) => {
    const name = labelOf(label);
    const count = (mapGet(counts, name) ?? 0) + 1;
    mapSet(counts, name, count);
    write(LOG, [`${name}: ${toText(count)}`]);
  });
  method('countReset', (label) => {
    mapDelete(counts, labelOf(label));
  });
}

/** Where the realm has no clock, the timers say so in place of a time. */
function addTimers(config: KernelConfig, method: AddMethod, write: Write): void {
  const starts = new MapConstructor<string, number>();
  const report = (label: unknown, rest: readonly unknown[]): void => {
    const name = labelOf(label);
    const start = mapGet(starts, name);
    if (start === undefined) return;
    const time = config.blockTimingAPIs ? 'no clock at this security level' : `${toText(now() - start)}ms`;
    write(LOG, rest.length === 0 ? [`${name}: ${time}`] : [`${name}: ${time}`, format(rest, MAX_LABEL)]);
  };
  method('time', (label) => {
    mapSet(starts, labelOf(label), now());
  });
  method('timeLog', (label, ...rest) => report(label, rest));
  method('timeEnd', (label) => {
    report(label, []);
    mapDelete(starts, labelOf(label));
  });
}
