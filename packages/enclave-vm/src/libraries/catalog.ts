import byteText from './guest/byte-text.ts?bundled';
import fromAsync from './guest/from-async.ts?bundled';
import iterators from './guest/iterators.ts?bundled';
import setMethods from './guest/set-methods.ts?bundled';
import smallAdditions from './guest/small-additions.ts?bundled';
import textEncoding from './guest/text-encoding.ts?bundled';
import url from './guest/url.ts?bundled';
import webPlatform from './guest/web-platform.ts?bundled';

/** One script that is evaluated in the guest realm, after the kernel and before the guest, if the guest may need it. */
export interface GuestLibrary {
  readonly name: string;
  /**
   * A script that does not match all of these has no use for the library. They are tested on untrusted text in the host,
   * so each must take linear time: no unbounded repetition.
   */
  readonly wanted: readonly RegExp[];
  /**
   * Expression that is true in a realm which lacks something that the library brings. Absent when no realm has it: a
   * bare context has the language, and nothing of the web platform.
   */
  readonly lacking?: string;
  readonly text: string;
}

/** What hosts bring beside the language. Not for STRICT, whose scripts only orchestrate tools. */
export const HOST_LIBRARIES: readonly GuestLibrary[] = [
  { name: 'url', wanted: [/\bURL(?:SearchParams)?\b/], text: url },
  { name: 'text-encoding', wanted: [/\bText(?:En|De)coder\b/], text: textEncoding },
  {
    name: 'web-platform',
    wanted: [/\b(?:structuredClone|atob|btoa|DOMException|queueMicrotask)\b/],
    text: webPlatform,
  },
];

/** Built-ins that some supported Node is too old for. At every level: the language does not depend on the Node version. */
export const LANGUAGE_LIBRARIES: readonly GuestLibrary[] = [
  {
    name: 'iterator-helpers',
    wanted: [
      // Where an iterator can come from (`Object.entries(x).map` is no reason)...
      /\b(?:Iterator|yield|matchAll|iterator|segment)\b|(?<!\bObject\.)\b(?:entries|keys|values)\b/,
      // ...and some use of a helper.
      /\b(?:Iterator|drop|every|filter|find|flatMap|forEach|map|reduce|some|take|toArray)\b/,
    ],
    lacking: '!globalThis.Iterator',
    text: iterators,
  },
  {
    name: 'iterator-concat',
    wanted: [/\bIterator\b/, /\bconcat\b/],
    lacking: '!globalThis.Iterator?.concat',
    text: iterators,
  },
  {
    name: 'set-methods',
    wanted: [/\b(?:union|intersection|(?:symmetricD|d)ifference|is(?:Subset|Superset)Of|isDisjointFrom)\b/],
    lacking: '!Set.prototype.union',
    text: setMethods,
  },
  {
    name: 'byte-text',
    wanted: [/\b(?:from|to|setFrom)(?:Base64|Hex)\b/],
    lacking: '!Uint8Array.fromBase64',
    text: byteText,
  },
  { name: 'from-async', wanted: [/\bfromAsync\b/], lacking: '!Array.fromAsync', text: fromAsync },
  // What is small shares one script, and has an entry for each generation of Node that lacks it.
  {
    name: 'es2024',
    wanted: [/\b(?:groupBy|withResolvers)\b/],
    lacking: '!Object.groupBy || !Promise.withResolvers',
    text: smallAdditions,
  },
  {
    name: 'promise-try',
    // In any spelling, but not the statement `try {`.
    wanted: [/\bPromise\b/, /\btry\b(?!\s*\{)/],
    lacking: '!Promise.try',
    text: smallAdditions,
  },
  { name: 'regexp-escape', wanted: [/\bRegExp\b/, /\bescape\b/], lacking: '!RegExp.escape', text: smallAdditions },
  {
    name: 'float16',
    wanted: [/\b(?:f16round|[gs]etFloat16)\b/],
    lacking: '!Math.f16round',
    text: smallAdditions,
  },
  {
    name: 'es2026',
    wanted: [/\b(?:isError|sumPrecise|getOrInsert(?:Computed)?)\b/],
    lacking: '!Error.isError || !Math.sumPrecise || !Map.prototype.getOrInsert',
    text: smallAdditions,
  },
];
