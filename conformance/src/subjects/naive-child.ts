import { type ChildProcess, spawn } from 'node:child_process';
import { childLaunch, type GuestLink, type LinkFactory, LinkFault } from 'enclave-vm/testing';
import { NAIVE_GUEST } from './naive-guest.ts';

/** What a tutorial would put into the child: host functions in a contextified object. It speaks our protocol. */
const CHILD = `
const vm = require('node:vm');
const realm = vm.createContext({}), guest = ${NAIVE_GUEST}(realm, require('node:util').format);
let text = '';
const put = (path, index) => {
  const names = path.split('.'), last = names.pop();
  const owner = names.reduce((object, name) => (object[name] ??= {}), realm);
  owner[last] = guest.caller('G', (args) => [index, args]);
};
const start = (code, data, functions) => {
  Object.assign(realm, data);
  functions.forEach(put);
  guest.run(() => vm.runInContext('(async () => {\\n' + code + '\\n})()', realm));
};
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  text += chunk;
  const end = text.indexOf('\\n');
  if (end < 0) return;
  const { code, data, functions, input } = JSON.parse(text.slice(0, end));
  text = text.slice(end + 1);
  if (code === undefined) guest.read(input); else start(code, data, functions);
  setImmediate(() => setImmediate(() => process.stdout.write(JSON.stringify(guest.take()) + '\\n')));
});
`;

/** The host reads no more than this of one message. */
const MAX_MESSAGE = 64e6;

/** What the child needs to begin. */
interface Start {
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly functions: readonly string[];
}

function openLink(child: ChildProcess, start: Start): GuestLink {
  let pending: { resolve(text: string): void; reject(fault: LinkFault): void } | undefined;
  let first: Start | undefined = start;
  let text = '';
  const fail = (kind: ConstructorParameters<typeof LinkFault>[0]) => {
    pending?.reject(new LinkFault(kind));
    pending = undefined;
  };
  const kill = () => {
    try {
      process.kill(-(child.pid as number), 'SIGKILL');
    } catch {
      child.kill('SIGKILL');
    }
  };
  for (const stream of [child.stdin, child.stdout]) stream?.on('error', () => {});
  child.stderr?.resume();
  child.on('error', () => fail('crashed'));
  const gone = new Promise<void>((resolve) => {
    child.on('close', () => {
      fail('crashed');
      resolve();
    });
  });
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.length > MAX_MESSAGE) {
      kill();
      return fail('protocol');
    }
    const end = text.indexOf('\n');
    if (end < 0) return;
    const line = text.slice(0, end);
    text = text.slice(end + 1);
    try {
      const message: unknown = JSON.parse(line);
      if (typeof message !== 'string') return fail('protocol');
      pending?.resolve(message);
      pending = undefined;
    } catch {
      fail('protocol');
    }
  });
  return {
    cpuTime: 0,
    exchange(input, timeLeft) {
      const answer = new Promise<string>((resolve, reject) => {
        pending = { resolve, reject };
      });
      if (child.exitCode !== null || child.signalCode !== null) fail('crashed');
      child.stdin?.write(`${JSON.stringify({ ...first, input })}\n`);
      first = undefined;
      const timer = setTimeout(() => fail('timeout'), timeLeft);
      return answer.finally(() => clearTimeout(timer));
    },
    async close() {
      kill();
      await gone;
    },
  };
}

/** @param data globals of the guest, as plain JSON; their functions are called by number */
export function naiveChildLinks(data: Readonly<Record<string, unknown>> = {}): LinkFactory {
  return {
    async open({ code, config, memoryLimit }) {
      const { command, args, options } = childLaunch({ entryText: CHILD, memoryLimit });
      const { functionNames } = JSON.parse(config) as { functionNames: string[] };
      return openLink(spawn(command, args, options), { code, data, functions: functionNames });
    },
  };
}
