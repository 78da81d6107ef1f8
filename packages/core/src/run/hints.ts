import type { ErrorCode, RunError } from 'enclave-vm';
import type { ToolCallReceipt } from '../result.ts';

/** What to do about it, where the code alone tells. What the runner knows better comes from the runner. */
const HINTS: Partial<Record<ErrorCode, string>> = {
  // The guard has parsed what the runner refuses, unless it was told not to look.
  VALIDATION_ERROR: `Node ${process.versions.node} runs this script and cannot parse it. If its syntax is newer than that, write it in the older way: \`try { ... } finally { ... }\` instead of \`using\`, which Node 24 brings.`,
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

const ENGINE_ERRORS = new Set(['TypeError', 'ReferenceError', 'SyntaxError', 'RangeError']);

/** What the engine says of the commonest mistakes, and what to write instead. The first that fits counts. */
const OF_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [
    /^Cannot read properties of (?:undefined|null)/,
    'What stands before that property is not there. Look at what the tools really answer (return it once), or write `?.` where it may be missing.',
  ],
  [
    /^Cannot set properties of (?:undefined|null)/,
    'The object that is to have that property is not there. Make it first: `list[key] ??= {};`.',
  ],
  [
    /^Cannot destructure property/,
    'What is taken apart is not there. Look at what the tools really answer (return it once), or write `?? {}` behind it.',
  ],
  [
    /\.(?:at|concat|every|filter|find|findIndex|flat|flatMap|forEach|includes|join|map|push|reduce|slice|some|sort) is not a function$/,
    'What stands before the dot is no array. A tool may answer with an object that holds the list: return its answer once to see it. For an object write `Object.values(x)` or `Object.entries(x)`, for a Map or a Set `[...x]`.',
  ],
  [
    /(?:is not iterable\b|^Spread syntax requires )/,
    'Loops, spread and `[a, b] = x` need an array. For an object write `Object.entries(x)`, `Object.keys(x)` or `Object.values(x)`; where there may be nothing at all, `x ?? []`.',
  ],
  [
    / is not a function$/,
    'There is no function of that name. Check the spelling, and what the value before it really is: return it once to see.',
  ],
  [
    /^Reduce of empty array/,
    'An empty list has no first value to begin with. Give the value to begin with: `list.reduce(f, 0)`.',
  ],
  [/^Do not know how to serialize a BigInt/, 'JSON has no BigInt. Write `String(n)` or `Number(n)`.'],
  [
    /^Converting circular structure to JSON/,
    'Something in the value refers to itself. Choose the fields to write, or return the value without JSON.stringify.',
  ],
  [/^"\[object Object\]" is not valid JSON/, 'This is no text but an object already: leave JSON.parse out.'],
  [
    /(?: is not valid JSON|^Unexpected end of JSON input|in JSON at position \d+)/,
    'The text is no JSON. Look at it first (return it once). Tools answer with objects as a rule, which need no JSON.parse.',
  ],
  [
    /^Invalid time value$/,
    'The date could not be read. Look at the text it is made from, and ask `Number.isNaN(date.getTime())` first.',
  ],
  [/^Assignment to constant variable/, 'Declare the variable with `let` instead of `const`.'],
  [/^Cannot access .* before initialization$/, 'Move the declaration above the first use.'],
];

const FORGOTTEN_AWAIT =
  'A tool call had not answered yet when the error was thrown. callTool gives a promise: write `await callTool(...)`, in brackets where a property follows: `(await callTool(...)).items`.';
const NO_LIST =
  'An object stands where a list is needed. Promise.all and its like, new Map and new Set take one list: `Promise.all([a, b])`, `new Map(Object.entries(x))`. `([key, value]) => ...` takes a pair: `Object.entries(x).map(...)`, or write `({ a, b }) => ...`.';
const FORGOTTEN_PROMISE_ALL =
  'The value still holds promises. Await them all: `await Promise.all(list.map(async (item) => ...))`, or await each in a loop.';
const UNFIT_TOOL_RESULT =
  'No change to the script helps: the handler of the tool has to answer with plain data. Do without this tool.';
const UNFIT_ARGUMENTS =
  'Pass plain data to tools: objects, arrays, texts, numbers, booleans, null. Leave functions and symbols out.';

export function hintFor(error: RunError, toolCalls: readonly ToolCallReceipt[]): string | undefined {
  if (error.hint) return error.hint;
  if (error.code === 'EXECUTION_ERROR') return hintForThrown(error, toolCalls);
  if (error.code === 'SERIALIZATION_ERROR') return hintForValue(error);
  return HINTS[error.code];
}

function hintForThrown({ name, message }: RunError, toolCalls: readonly ToolCallReceipt[]): string | undefined {
  if (!ENGINE_ERRORS.has(name)) return undefined;
  if (/^object is not iterable/.test(message)) return NO_LIST;
  const unanswered = toolCalls.some(({ state }) => state === 'pending' || state === 'not-started');
  if (unanswered && name === 'TypeError') return FORGOTTEN_AWAIT;
  return OF_MESSAGE.find(([pattern]) => pattern.test(message))?.[1];
}

function hintForValue({ code, path, message }: RunError): string | undefined {
  if (path?.startsWith('result')) return UNFIT_TOOL_RESULT;
  if (message.includes('promise')) return FORGOTTEN_PROMISE_ALL;
  return path?.startsWith('args') ? UNFIT_ARGUMENTS : HINTS[code];
}
