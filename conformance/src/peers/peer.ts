import { readFileSync } from 'node:fs';

export const PEERS = ['run', 'isolated-vm', 'vm2'] as const;
export type Peer = (typeof PEERS)[number];

/** How a peer is set up here, and what its own README says that it does not hold. */
export interface PeerFacts {
  readonly setUp: string;
  readonly disclaims: string;
}

export const FACTS: Readonly<Record<Peer, PeerFacts>> = {
  run: {
    setUp:
      'a runner with `timeoutMs`, `memoryLimitBytes` and, where a case has them, bridge request, result and console limits; its own console',
    disclaims: 'nothing of what is asked here, except that it has no limit on loop iterations',
  },
  'isolated-vm': {
    setUp:
      '`--no-node-snapshot`, an isolate for each run with `memoryLimit`, `timeout`, and a timer of the application for what comes after an await; host functions behind references out of the script’s reach; `onCatastrophicError` ends the process; its package.json asks for Node 24 or later, though a table in its README keeps 7.x for Node 26',
    disclaims:
      'the memory limit is "more of a guideline"; there are "always new and exciting ways to crash, hang" a process with V8 in it, so it is to run in another process than what matters',
  },
  vm2: {
    setUp:
      '`timeout`, `eval: false`, `wasm: false`, `bufferAllocLimit`, `freeze` around data, a handler for unhandled rejections, results as text, and a timer of the application for what comes after an await (`allowAsync: false`, which it recommends, would refuse every script that awaits a tool)',
    disclaims:
      'its timeout is for synchronous code only; it does not limit memory; "there are ways to crash the node process from inside the sandbox"',
  },
};

/** The version that is installed here. */
export function versionOf(peer: Peer): string {
  const file = new URL(`../../node_modules/${peer}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
