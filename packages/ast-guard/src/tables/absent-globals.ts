interface Absent {
  readonly reason: string;
  readonly alternative: string;
}

/** Why there are no such names, what to do instead, and the names: those that models reach for. */
const ABSENT: readonly (readonly [reason: string, alternative: string, names: string])[] = [
  [
    'scripts have no network',
    "Call a tool: await callTool('name', { ... }).",
    'fetch axios XMLHttpRequest WebSocket EventSource Request Response Headers FormData',
  ],
  [
    'scripts have no timers',
    'Await the tool calls one after another; to wait, call a tool that waits.',
    'setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate requestAnimationFrame sleep delay',
  ],
  ['there are no modules', 'Use the built-in functions, or call a tool.', 'require fs path __dirname __filename'],
  [
    'there are no libraries',
    'Write it with the built-in functions, or call a tool.',
    '_ lodash $ jQuery uuid uuidv4 nanoid z zod R ramda',
  ],
  ['there are no libraries', 'Use Date, and Intl.DateTimeFormat for text.', 'moment dayjs luxon'],
  ['that is Python', 'Write console.log(...).', 'print'],
  ['that is Python', 'Write value.length.', 'len'],
  ['that is Python', 'Write for (let i = 0; i < n; i++), or Array.from({ length: n }, (_, i) => i).', 'range'],
  ['that is Python', 'Write null.', 'None'],
  ['that is Python', 'Write true or false.', 'True False'],
  [
    'tools are called by name',
    "Write await callTool('name', { ... }).",
    'tools tool api client sdk mcp functions invoke toolCall runTool executeTool invokeTool useTool',
  ],
  ['there are no modules', 'Return the value: return result;', 'module exports'],
  [
    'scripts cannot see the process that runs them',
    'Ask for configuration with a tool, and end with "return".',
    'process Deno Bun',
  ],
  ['it belongs to Node.js', 'Use btoa and atob for base64, TextEncoder and Uint8Array for bytes.', 'Buffer'],
  ['scripts get no randomness of the host', 'Use Math.random, or call a tool.', 'crypto'],
  [
    'scripts get no precise clock',
    'Ask a tool for the time; where the level allows clocks, use Date.now().',
    'performance',
  ],
  [
    'this is not a browser',
    'Return the data; whoever runs the script shows it.',
    'window document navigator localStorage sessionStorage location alert confirm prompt',
  ],
  [
    'a tool call cannot be called off',
    'Leave the signal out: the host ends a call that takes too long.',
    'AbortController AbortSignal',
  ],
  ['there are no events', 'Keep listeners of your own: a Map of names and functions.', 'Event EventTarget CustomEvent'],
  [
    'there are no streams',
    'Use arrays, or async generators.',
    'ReadableStream WritableStream TransformStream CompressionStream DecompressionStream TextEncoderStream TextDecoderStream',
  ],
  ['there are no files', 'Use strings, or Uint8Array for bytes.', 'Blob File FileReader'],
  [
    'a script runs alone',
    'For work at the same time: await Promise.all([...]).',
    'Worker MessageChannel BroadcastChannel',
  ],
  ['not every runtime has it', 'Use a regular expression with named groups.', 'URLPattern'],
  ['not every runtime has it', 'Use Date, and Intl.DateTimeFormat for text.', 'Temporal'],
  ['a script has no arguments', 'Use the globals that you were given, or call a tool.', 'arguments'],
  ['there is no global object to work with', 'Declare variables with const or let.', 'self global globalThis'],
  ['it shares memory or runs native code', 'Use plain arrays and objects.', 'WebAssembly SharedArrayBuffer Atomics'],
  ['it shows when memory is collected', 'Keep the value in a variable or a WeakMap.', 'WeakRef'],
  ['its callbacks run after the script has ended', 'Clean up in a finally block.', 'FinalizationRegistry'],
];

/** Names that models reach for although no level has them: why not, and what to do instead. */
export const KNOWN_ABSENT: ReadonlyMap<string, Absent> = new Map(
  ABSENT.flatMap(([reason, alternative, names]) =>
    names.split(' ').map((name): [string, Absent] => [name, { reason, alternative }]),
  ),
);

/**
 * The names of which a script may ask whether they exist, and use them if they do: convenience, no way out of anything.
 */
export const HARMLESS_IF_PRESENT: readonly string[] = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'Buffer',
  'crypto',
  'performance',
];

/** What does the same as a global that a higher level grants. */
export const INSTEAD_OF_GLOBAL: ReadonlyMap<string, string> = new Map([
  [
    'Promise',
    'Await the calls one after another: for (const id of ids) { results.push(await callTool(name, { id })); }',
  ],
  ['Map', 'Use a plain object as the table: table[key] = value.'],
  ['Set', 'Use an array, and includes to test it.'],
  ['Error', "Return what went wrong as data: return { error: 'text' };"],
  ['RegExp', 'Use the string methods: includes, startsWith, split, indexOf.'],
  ['structuredClone', 'Copy with { ...value }, or JSON.parse(JSON.stringify(value)).'],
  ['URL', 'Take the text apart with split and indexOf.'],
  ['URLSearchParams', 'Put the query together with encodeURIComponent and join.'],
  ['BigInt', 'Use numbers.'],
  ['Symbol', 'Use a string.'],
  ['Reflect', 'Write the operation itself: object[key], key in object, Object.keys(object).'],
  ['Proxy', 'Use a function that computes the value.'],
  ['queueMicrotask', 'Call the function, or await it.'],
]);
