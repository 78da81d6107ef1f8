import { setImmediate, setTimeout } from 'node:timers/promises';
import vm from 'node:vm';
import { type ContextKind, defineHost, newContext } from './host.ts';
import type { Metadata } from './metadata.ts';

const TIMEOUT = 10_000;
/** How often to let jobs run before a test that is not done counts as failed. */
const TURNS = 10;

export type Outcome = { readonly pass: true } | { readonly pass: false; readonly why: string };

/** What runs in a bare context, and how its end is judged. */
export interface Execution {
  /** Scripts that run first. */
  readonly before: readonly vm.Script[];
  /** The text of the test: a script. */
  readonly code: string;
  readonly metadata: Metadata;
  readonly context: ContextKind;
}

/** Runs the text of one test in a bare context, and judges how it ended. */
export async function execute({ before, code, metadata, context: kind }: Execution): Promise<Outcome> {
  const { negative, flags } = metadata;
  let script: vm.Script;
  try {
    script = new vm.Script(code, { filename: 'test.js' });
  } catch (error) {
    return negative?.phase === 'parse'
      ? judgeError(error, negative.type)
      : failed(`does not compile: ${String(error)}`);
  }
  if (negative?.phase === 'parse') return failed(`compiles, though a ${negative.type} is expected`);
  const printed: string[] = [];
  const context = newContext(kind);
  try {
    defineHost(context, kind, (line) => printed.push(String(line)));
    for (const earlier of before) earlier.runInContext(context);
    script.runInContext(context, { timeout: TIMEOUT });
  } catch (error) {
    return negative ? judgeError(error, negative.type) : failed(describe(error));
  }
  if (negative) return failed(`ends well, though a ${negative.type} is expected`);
  if (!flags.has('async')) return { pass: true };
  for (let turn = 0; turn < TURNS && printed.length === 0; turn++) await (turn < 5 ? setImmediate() : setTimeout(20));
  const done = printed.find((line) => line.startsWith('Test262:'));
  if (done === 'Test262:AsyncTestComplete') return { pass: true };
  return failed(done ?? 'never says that it is done');
}

function judgeError(error: unknown, type: string): Outcome {
  const name = errorName(error);
  return name === type ? { pass: true } : failed(`ends with ${describe(error)}, though a ${type} is expected`);
}

/** test262 goes by the constructor, since `name` may be anything. */
function errorName(error: unknown): unknown {
  return (error as { constructor?: { name?: unknown } } | null)?.constructor?.name;
}

function describe(error: unknown): string {
  try {
    return `${String(errorName(error))}: ${String((error as { message?: unknown } | null)?.message ?? error)}`;
  } catch {
    return 'something that cannot be printed';
  }
}

export function failed(why: string): Outcome {
  return { pass: false, why };
}
