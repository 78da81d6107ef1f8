import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findContainment } from './containment.ts';
import { hardenedEntry } from './hardened-entry.ts';
import { childLaunch } from './launch.ts';
import { processGuarantees } from './process-guarantees.ts';

const MB = 1024 * 1024;

/** Starts a child with `entryText` and gives the lines that it wrote to stdout. */
async function linesOf(entryText: string): Promise<string[]> {
  const { command, args, options } = childLaunch({ entryText, memoryLimit: 64 * MB });
  const child = spawn(command, args, options);
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  await new Promise((resolve) => child.once('close', resolve));
  return output.split('\n').filter((line) => line !== '');
}

/** Tries each of `attempts`, and reports those that gave anything but an error or undefined. */
const attempts = (sources: string[]) => `
const attempts = [${sources.map((source) => `[${JSON.stringify(source)}, async () => (${source})]`).join(',\n')}];
for (const [source, attempt] of attempts) {
  try {
    const value = await attempt();
    if (value !== undefined) report('REACHED ' + source + ' -> ' + String(value).slice(0, 80));
  } catch {}
}
report('done');
`;

const RAW = "const report = (text) => void require('fs').writeSync(1, text + '\\n');\n(async () => {";

describe('the main realm of a child, after its hardening', () => {
  it('has nothing but the language', async () => {
    const names = await linesOf(hardenedEntry('report(Reflect.ownKeys(globalThis).map(String).sort().join(" "))'));
    const own = new Set(Reflect.ownKeys(globalThis).map(String));
    const known =
      'AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent escape globalThis isFinite isNaN parseFloat parseInt undefined unescape'.split(
        ' ',
      );
    const newer = ['Float16Array', 'Iterator', 'Temporal'].filter((name) => own.has(name));
    expect(names).toEqual([[...known, ...newer].sort().join(' ')]);
  });

  it('has no way back to Node', async () => {
    const lines = await linesOf(
      hardenedEntry(
        attempts([
          'process',
          'require("fs")',
          'import("node:fs")',
          'import("node:net")',
          'import("data:text/javascript,export default 1")',
          'Function("return this")()',
          '(0, eval)("1")',
          'Object.getPrototypeOf(async () => {}).constructor("return 1")()',
          'globalThis.constructor.constructor("return 1")()',
          'Object.getPrototypeOf(globalThis).constructor("return process")()',
          'Object.keys((() => { try { null.x } catch (e) { return e } })()).join() || undefined',
        ]),
      ),
    );
    expect(lines).toEqual(['done']);
  });
});

describe('the main realm of a child, as Node makes it', () => {
  const server = createServer((socket) => socket.end());
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as { port: number }).port;
    process.env.ENCLAVE_TEST_SECRET = 'topsecret';
  });
  afterAll(() => {
    server.close();
  });

  it('reaches no file, variable, process, thread, addon or inspector', async () => {
    const lines = await linesOf(
      `${RAW}${attempts([
        'require("fs").readFileSync("/etc/hostname", "utf8")',
        'require("fs").readdirSync("/")',
        'require("fs").writeFileSync("/tmp/enclave-escape", "x") ?? "written"',
        'require("fs").promises.readFile("/proc/self/environ", "utf8")',
        'process.env.ENCLAVE_TEST_SECRET',
        'process.env.PATH',
        'process.env.HOME',
        'require("child_process").execSync("id")',
        'require("child_process").spawn("id").pid',
        'new (require("worker_threads").Worker)("1", { eval: true })',
        'process.dlopen({ exports: {} }, "/lib/x86_64-linux-gnu/libc.so.6") ?? "loaded"',
        'process.binding("fs")',
        'new (require("inspector").Session)().connect() ?? "connected"',
        'require("inspector").open(0) ?? "opened"',
        'new (require("wasi").WASI)({ version: "preview1", preopens: { "/": "/" } })',
        'process.loadEnvFile("/etc/environment") ?? "loaded"',
        'require("v8").writeHeapSnapshot("/tmp/enclave.heapsnapshot")',
        'process.report.writeReport("/tmp/enclave-report.json")',
        'new (require("node:sqlite").DatabaseSync)("/tmp/enclave-escape.db").exec("create table a(b)") ?? "written"',
        'process.execve("/bin/sh", ["sh"])',
        'eval("1")',
        'new Function("return 1")()',
      ])}})()`,
    );
    expect(lines).toEqual(['done']);
  });

  const held = processGuarantees();

  it.runIf(held.network.held)('reaches no socket', async () => {
    const lines = await linesOf(
      `${RAW}${attempts([
        `await new Promise((resolve, reject) => require("net").connect(${port}, "127.0.0.1").on("connect", () => resolve("connected")).on("error", reject))`,
        `(await fetch("http://127.0.0.1:${port}/")).status`,
      ])}})()`,
    );
    expect(lines).toEqual(['done']);
  });

  it.runIf(findContainment().processes)('sees and signals no other process', async () => {
    const lines = await linesOf(
      `${RAW}${attempts([
        `process.kill(${process.pid}, 0)`,
        'process.kill(-1, 0)',
        'process.ppid || undefined',
        `require("os").getPriority(${process.pid})`,
      ])}})()`,
    );
    expect(lines).toEqual(['done']);
  });

  it('says what keeps it contained', () => {
    for (const guarantee of Object.values(held)) if (typeof guarantee !== 'string') expect(guarantee.how).not.toBe('');
  });
});
