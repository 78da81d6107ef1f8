import type { Attack } from '../corpus.ts';
import type { Peer } from './peer.ts';

/** Cases that ask for something that a peer does not offer: to count them against it would be unfair. */
export interface Exemption {
  readonly peers: readonly Peer[];
  readonly reason: string;
  /** Cases that are covered by their id: they must exist. */
  readonly ids?: readonly string[];
  covers?(attack: Attack): boolean;
}

const ALL: readonly Peer[] = ['run', 'isolated-vm', 'vm2'];
const BARE: readonly Peer[] = ['isolated-vm', 'vm2'];

export const EXEMPTIONS: readonly Exemption[] = [
  {
    peers: ALL,
    reason: 'the verdict depends on a stance of Enclave’s: which names, clocks and time zone the realm has',
    ids: [
      'own-amb-removed-globals',
      'own-amb-node-names',
      'own-amb-network-names',
      'own-amb-locale-more',
      'own-host-zone-parse',
    ],
    covers: ({ policy }) => policy === true,
  },
  {
    peers: ALL,
    reason: 'it has no limit on loop iterations',
    covers: ({ limits }) => limits?.maxIterations !== undefined,
  },
  {
    peers: ALL,
    reason: 'it has no limit on the number of console calls',
    ids: ['own-limit-console-then-call'],
  },
  {
    peers: ['run'],
    reason: 'its console drops what is over its limit, and the script goes on',
    ids: ['own-console-multibyte'],
  },
  {
    peers: ALL,
    reason: 'about the names that Enclave’s instrumentation adds',
    covers: (attack) => attack.class === 'reserved-names',
  },
  {
    peers: BARE,
    reason: 'it has no limit on tool calls: the application counts',
    covers: ({ limits }) => limits?.maxToolCalls !== undefined,
  },
  {
    peers: BARE,
    reason: 'it has no limit on the size of results and of console output',
    covers: ({ kind, limits }) =>
      kind === 'dos-output' || limits?.maxResultBytes !== undefined || limits?.maxLogBytes !== undefined,
  },
  {
    peers: BARE,
    reason: 'it has no console: that is the application’s',
    covers: (attack) => attack.class === 'console-hooks',
  },
  {
    peers: BARE,
    reason: 'it takes a script, not the body of a function: the wrapper is the application’s',
    covers: (attack) => attack.class === 'wrapper-injection',
  },
  {
    peers: BARE,
    reason: 'a script may see frames of its own realm: no function and no file of the host’s is in them',
    ids: ['own-stack-class-static'],
  },
  {
    peers: ['vm2'],
    reason: 'the case would see its own use of names that a script may replace, or of toJSON, as results are text here',
    ids: ['own-tamper-globalthis-accessors', 'own-ret-typed-lies'],
  },
  {
    peers: ['vm2'],
    reason: 'Buffer is offered to its scripts',
    ids: ['result-buffer'],
  },
  {
    peers: ['vm2'],
    reason: 'objects and functions cross by reference, behind proxies: that is its design',
    ids: [
      'args-identity-roundtrip',
      'own-ctor-exotic-results',
      'pollute-ctx-via-args-alias',
      'promise-thenable-argument',
    ],
  },
  {
    peers: ['isolated-vm'],
    reason: 'what a script plants stays in its isolate; the guest’s side of the bridge is the application’s',
    ids: ['pollute-numeric-setter', 'own-stack-global-error-swap', 'own-stack-capture-anything'],
    covers: (attack) => attack.class === 'intrinsic-tampering',
  },
  {
    peers: ['isolated-vm'],
    reason: 'text becomes code in it as in any JavaScript: the isolate is the boundary',
    ids: ['parse-bidi-override', 'parse-class-escapes', 'own-ctor-iterator-helpers'],
    covers: (attack) => attack.class === 'dynamic-code',
  },
];

/** Why a case is not put to a peer, if it is not. */
export const notAsked = (peer: Peer, attack: Attack): string | undefined =>
  EXEMPTIONS.find(
    ({ peers, ids = [], covers }) => peers.includes(peer) && (ids.includes(attack.id) || covers?.(attack) === true),
  )?.reason;
