import type { ErrorCode, RunError } from 'enclave-vm';
import type { ToolCallReceipt } from '../result.ts';

/** What to do about it, where the code alone tells. What the runner knows better comes from the runner. */
const HINTS: Partial<Record<ErrorCode, string>> = {
  TIMEOUT:
    'Do less work in one script: ask tools for less data, run independent tool calls with Promise.all, end every loop.',
  CPU_TIMEOUT: 'Let the tools filter and aggregate, or work on smaller pieces.',
  MAX_ITERATIONS:
    'Check that every loop comes to an end. Array methods such as map, filter and reduce do not count as iterations.',
  MAX_TOOL_CALLS: 'Ask for more at a time (a larger page, a list instead of single items), and call nothing twice.',
  MEMORY_LIMIT_EXCEEDED:
    'Keep only what is needed of each page of data, and build no text or array in a loop without end.',
  STACK_LIMIT_EXCEEDED:
    'See whether the recursion ends at all, or replace it by a loop over a list of what is left to do.',
  ISOLATION_UNAVAILABLE: "No change to the script helps: the host has to use isolation 'process'.",
  DEADLOCK: 'The script awaits a promise that nothing settles. Call resolve or reject in every `new Promise`.',
  SERIALIZATION_ERROR:
    'Return plain data: objects, arrays, texts, numbers, booleans, null. Leave functions and symbols out.',
  RESULT_TOO_LARGE: 'Return a summary or the fields that matter, not everything that was read.',
  OUTPUT_LIMIT_EXCEEDED: 'Log less: a count or the first items instead of whole lists.',
  MAX_CONSOLE_CALLS: 'Log once after the loop instead of at each turn.',
  TOOL_PAYLOAD_TOO_LARGE: 'Ask the tool for a smaller page or fewer fields.',
  TOOL_ERROR:
    'Catch the error with try/catch around the call if the script can go on without it; else correct the call.',
  TOOL_TIMEOUT: 'Ask the tool for less, or catch the error and go on without its answer.',
};

const FORGOTTEN_AWAIT =
  'A tool call had not answered yet when the error was thrown. callTool gives a promise: write `await callTool(...)`, in brackets where a property follows: `(await callTool(...)).items`.';
const FORGOTTEN_PROMISE_ALL =
  'The value still holds promises. Await them all: `await Promise.all(list.map(async (item) => ...))`, or await each in a loop.';
const UNFIT_TOOL_RESULT =
  'No change to the script helps: the handler of the tool has to answer with plain data. Do without this tool.';
const ABSENT_PROPERTY =
  'What stands before that property is not there. Look at what the tools really answer (return it once), or write `?.` where it may be missing.';

export function hintFor(error: RunError, toolCalls: readonly ToolCallReceipt[]): string | undefined {
  if (error.hint) return error.hint;
  if (error.code === 'EXECUTION_ERROR' && error.name === 'TypeError') {
    const unanswered = toolCalls.some(({ state }) => state === 'pending' || state === 'not-started');
    if (unanswered) return FORGOTTEN_AWAIT;
    if (/^Cannot read properties of (undefined|null)/.test(error.message)) return ABSENT_PROPERTY;
  }
  if (error.code === 'SERIALIZATION_ERROR' && error.path?.startsWith('result')) return UNFIT_TOOL_RESULT;
  if (error.code === 'SERIALIZATION_ERROR' && error.message.includes('promise')) return FORGOTTEN_PROMISE_ALL;
  return HINTS[error.code];
}
