interface Absent {
  readonly reason: string;
  readonly alternative: string;
}

const NETWORK: Absent = {
  reason: 'scripts have no network',
  alternative: "Call a tool: await callTool('name', { ... }).",
};
const TIMER: Absent = {
  reason: 'scripts have no timers',
  alternative: 'Await the tool calls one after another; to wait, call a tool that waits.',
};
const FILES: Absent = { reason: 'there are no modules', alternative: 'Use the built-in functions, or call a tool.' };
const PROCESS: Absent = {
  reason: 'scripts cannot see the process that runs them',
  alternative: 'Ask for configuration with a tool, and end with "return".',
};
const BROWSER: Absent = {
  reason: 'this is not a browser',
  alternative: 'Return the data; whoever runs the script shows it.',
};
const MEMORY: Absent = { reason: 'it shares memory or runs native code', alternative: 'Use plain arrays and objects.' };
const GLOBAL: Absent = {
  reason: 'there is no global object to work with',
  alternative: 'Declare variables with const or let.',
};

/** Names that models reach for although no level has them: why not, and what to do instead. */
export const KNOWN_ABSENT: Readonly<Record<string, Absent>> = {
  fetch: NETWORK,
  axios: NETWORK,
  XMLHttpRequest: NETWORK,
  WebSocket: NETWORK,
  EventSource: NETWORK,
  Request: NETWORK,
  Response: NETWORK,
  Headers: NETWORK,
  FormData: NETWORK,
  setTimeout: TIMER,
  setInterval: TIMER,
  setImmediate: TIMER,
  clearTimeout: TIMER,
  clearInterval: TIMER,
  clearImmediate: TIMER,
  requestAnimationFrame: TIMER,
  require: FILES,
  module: FILES,
  exports: FILES,
  fs: FILES,
  path: FILES,
  __dirname: FILES,
  __filename: FILES,
  process: PROCESS,
  Deno: PROCESS,
  Bun: PROCESS,
  Buffer: { reason: 'it belongs to Node.js', alternative: 'Use strings, or Uint8Array and TextEncoder.' },
  crypto: { reason: 'scripts get no randomness of the host', alternative: 'Use Math.random, or call a tool.' },
  performance: {
    reason: 'scripts get no precise clock',
    alternative: 'Ask a tool for the time; where the level allows clocks, use Date.now().',
  },
  window: BROWSER,
  document: BROWSER,
  navigator: BROWSER,
  localStorage: BROWSER,
  sessionStorage: BROWSER,
  location: BROWSER,
  alert: BROWSER,
  confirm: BROWSER,
  prompt: BROWSER,
  arguments: {
    reason: 'a script has no arguments',
    alternative: 'Use the globals that you were given, or call a tool.',
  },
  self: GLOBAL,
  global: GLOBAL,
  globalThis: GLOBAL,
  WebAssembly: MEMORY,
  SharedArrayBuffer: MEMORY,
  Atomics: MEMORY,
  WeakRef: { reason: 'it shows when memory is collected', alternative: 'Keep the value in a variable or a WeakMap.' },
  FinalizationRegistry: {
    reason: 'its callbacks run after the script has ended',
    alternative: 'Clean up in a finally block.',
  },
};
