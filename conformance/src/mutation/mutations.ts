import type { Tier } from '../corpus.ts';
import type { Mode } from '../subjects/open.ts';

/** One defence taken away, and who must notice. */
export interface Mutation {
  readonly id: string;
  readonly package: 'ast-guard' | 'enclave-transform' | 'enclave-vm' | 'core';
  /** Text replacements in the package's sources. Each must match, or the mutation is out of date. */
  readonly edits: readonly { readonly file: string; readonly find: string | RegExp; readonly put: string }[];
  /** Which cases ought to notice: attacks whose id or class contains one of the words; or the probes of the main realm. */
  readonly watch: { readonly mode: Mode; readonly tier: Tier; readonly words: readonly string[] } | 'main-realm';
  /** Why nothing notices: which other layer holds. Without it, going unnoticed is a fault of the suite. */
  readonly redundant?: string;
}

const kernel = (file: string) => `src/kernel/${file}`;
const inVm = (...words: string[]) => ({ mode: 'runner-only', tier: 'vm', words }) as const;
const inProcess = (...words: string[]) => ({ mode: 'runner-only', tier: 'process', words }) as const;

export const MUTATIONS: readonly Mutation[] = [
  {
    id: 'stack-capture-open',
    package: 'enclave-vm',
    edits: [{ file: kernel('tame-errors.ts'), find: "lockAccessor(ErrorConstructor, 'stackTraceLimit');", put: '' }],
    watch: inVm('stack', 'err-'),
  },
  {
    id: 'prepare-stack-trace-open',
    package: 'enclave-vm',
    edits: [{ file: kernel('tame-errors.ts'), find: "lockAccessor(ErrorConstructor, 'prepareStackTrace');", put: '' }],
    watch: inVm('stack', 'err-'),
    redundant: 'V8 captures no stack while stackTraceLimit is locked, so nothing asks for the formatter',
  },
  {
    id: 'function-constructors-left',
    package: 'enclave-vm',
    edits: [{ file: kernel('main.ts'), find: /^ {2}tameFunctions\(\);$/m, put: '' }],
    watch: inVm('code-', 'ctor-'),
    redundant: 'code generation from strings is off in the context',
  },
  {
    id: 'code-generation-on',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/bridge/realm.ts',
        find: 'codeGeneration: { strings: false, wasm: false }',
        put: 'codeGeneration: { strings: true, wasm: true }',
      },
    ],
    watch: inVm('code-', 'ctor-'),
    redundant: 'the four function constructors are replaced and eval is gone',
  },
  {
    id: 'code-generation-both',
    package: 'enclave-vm',
    edits: [
      { file: kernel('main.ts'), find: /^ {2}tameFunctions\(\);$/m, put: '' },
      {
        file: 'src/bridge/realm.ts',
        find: 'codeGeneration: { strings: false, wasm: false }',
        put: 'codeGeneration: { strings: true, wasm: true }',
      },
    ],
    watch: inVm('code-', 'ctor-'),
  },
  {
    id: 'globals-left',
    package: 'enclave-vm',
    edits: [{ file: kernel('main.ts'), find: /^ {2}removeGlobals\(.*\);$/m, put: '' }],
    watch: inVm('code-', 'amb-', 'this-', 'dos-'),
  },
  {
    id: 'import-not-refused',
    package: 'enclave-vm',
    edits: [{ file: 'src/bridge/program.ts', find: "if (code.includes('import') &&", put: 'if (false &&' }],
    watch: inVm('import'),
  },
  {
    id: 'body-not-checked-alone',
    package: 'enclave-vm',
    edits: [{ file: 'src/bridge/program.ts', find: 'assertBody(STRICT + code);', put: '' }],
    watch: inVm('inj-', 'own-wrap'),
  },
  {
    id: 'guest-sloppy',
    package: 'enclave-vm',
    edits: [{ file: 'src/bridge/program.ts', find: /const STRICT = .*;/, put: "const STRICT = '';" }],
    watch: inVm('caller', 'ctor-sloppy', 'ctor-unscopables', 'inj-', 'reserved-with', 'own-wrap'),
  },
  {
    id: 'prototypes-open',
    package: 'enclave-vm',
    edits: [{ file: kernel('main.ts'), find: /^ {2}closePrototypes\(\);$/m, put: '' }],
    watch: inVm('pollute', 'tamper'),
  },
  {
    id: 'prototype-keys-cross',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/encode.ts'),
        find: 'if (walk.options.toHost) checkKey(walk, key, item);',
        put: '',
      },
    ],
    watch: inVm('pollute', 'own-args'),
    redundant: 'the host refuses such keys once more when it decodes (PROTOCOL_ERROR)',
  },
  {
    id: 'own-microtask-queue-gone',
    package: 'enclave-vm',
    edits: [{ file: 'src/bridge/realm.ts', find: "microtaskMode: 'afterEvaluate',", put: '' }],
    watch: inVm('dos-', 'own-cpu-micro', 'loop-', 'err-tool'),
  },
  {
    id: 'timeout-error-code-open',
    package: 'enclave-vm',
    edits: [{ file: kernel('tame-errors.ts'), find: /^ {2}shieldCode\(\);$/m, put: '' }],
    watch: inVm('dos-timeout', 'spoof', 'timeout'),
    redundant: 'prototypes are closed, so that no setter can be planted on one',
  },
  {
    id: 'tool-calls-not-counted-in-guest',
    package: 'enclave-vm',
    edits: [{ file: kernel('calls.ts'), find: 'if (lastId >= config.maxToolCalls)', put: 'if (false)' }],
    watch: inVm('limit'),
    redundant: 'the host counts again what it reads',
  },
  {
    id: 'tool-calls-not-counted',
    package: 'enclave-vm',
    edits: [
      { file: kernel('calls.ts'), find: 'if (lastId >= config.maxToolCalls)', put: 'if (false)' },
      {
        file: 'src/session/guest-reader.ts',
        find: 'if (++toolCallCount > limits.maxToolCalls)',
        put: 'if (++toolCallCount < 0)',
      },
    ],
    watch: inVm('limit'),
  },
  {
    id: 'console-not-bounded',
    package: 'enclave-vm',
    edits: [
      { file: kernel('console.ts'), find: 'if (text.length > room)', put: 'if (false)' },
      { file: kernel('console.ts'), find: /const room = .*;/, put: 'const room = Number.MAX_SAFE_INTEGER;' },
      {
        file: 'src/session/guest-reader.ts',
        find: 'if (consoleBytes > limits.maxConsoleOutputBytes)',
        put: 'if (false)',
      },
    ],
    watch: inVm('console-flood', 'own-console', 'own-mem-console'),
  },
  {
    id: 'result-size-not-bounded',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('main.ts'),
        find: 'limit: config.maxResultBytes, toHost: true',
        put: 'limit: 1e12, toHost: true',
      },
      { file: 'src/session/guest-reader.ts', find: 'if (resultBytes > limits.maxResultBytes + 1)', put: 'if (false)' },
      {
        file: 'src/session/guest-reader.ts',
        find: 'decodeFromGuest(frame.payload, limits.maxResultBytes)',
        put: 'decodeFromGuest(frame.payload, 1e12)',
      },
    ],
    watch: inVm('ret-huge', 'own-ret'),
  },
  {
    id: 'permission-model-off',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/launch.ts',
        find: /allowed\.has\('--permission'\) \? '--permission' : '--experimental-permission',/,
        put: '',
      },
    ],
    watch: 'main-realm',
  },
  {
    id: 'sqlite-on',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/launch.ts', find: /'--no-experimental-sqlite'/, put: "'--no-warnings'" }],
    watch: 'main-realm',
    redundant:
      'the operating system lets the child write files of no size only (ulimit -f 0); an empty file could be made',
  },
  {
    id: 'child-code-generation-on',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/launch.ts', find: "'--disallow-code-generation-from-strings',", put: '' }],
    watch: 'main-realm',
  },
  {
    id: 'child-environment-kept',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/launch.ts',
        find: "TZ: 'UTC',",
        put: "...process.env, AG_SECRET: 'topsecret-73', TZ: 'UTC',",
      },
    ],
    watch: 'main-realm',
  },
  {
    id: 'main-realm-not-hardened',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/child/main.ts', find: /^ {2}hardenMainRealm\(\);$/m, put: '' }],
    watch: 'main-realm',
    redundant: 'permission model and operating system hold alone: every probe also runs without the hardening',
  },
  {
    id: 'memory-not-watched',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/watch.ts',
        find: 'for (const child of watched) child.inspect(now);',
        put: 'void now;',
      },
    ],
    watch: inProcess('mem-', 'dos-while', 'dos-regex'),
    redundant:
      'the session has a deadline of its own, V8 a heap cap and the system a data limit; only the code changes, which the pins notice',
  },
  {
    id: 'loops-not-counted',
    package: 'enclave-transform',
    edits: [
      { file: 'src/plugins/loop-limits.ts', find: 'splice.after(start(body) + 1, snippets.count)', put: 'void start' },
      {
        file: 'src/plugins/loop-limits.ts',
        find: "if (!code.startsWith(text, indexOf(at))) return { node, message: 'a loop that is not counted' };",
        put: 'void [text, at, indexOf];',
      },
    ],
    watch: { mode: 'guard-off', tier: 'vm', words: ['loop-', 'own-limit'] },
  },
  {
    id: 'plugin-output-not-verified',
    package: 'enclave-transform',
    edits: [
      { file: 'src/plugins/loop-limits.ts', find: 'splice.after(start(body) + 1, snippets.count)', put: 'void start' },
    ],
    watch: { mode: 'guard-off', tier: 'vm', words: ['loop-', 'own-limit'] },
    redundant: 'verify() refuses the program, so that nothing uncounted runs',
  },
  {
    id: 'swallowed-limit-goes-on',
    package: 'enclave-transform',
    edits: [
      {
        file: 'src/plugins/loop-limits.ts',
        find: 'if (node.handler) splice.after(start(node.handler.body) + 1, snippets.check);',
        put: '',
      },
      {
        file: 'src/plugins/loop-limits.ts',
        find: 'if (node.finalizer) splice.after(start(node.finalizer) + 1, snippets.check);',
        put: '',
      },
      {
        file: 'src/plugins/loop-limits.ts',
        find: 'if (block && !code.startsWith(snippets.check, indexOf(start(block) + 1)))',
        put: 'if (false && block)',
      },
    ],
    watch: { mode: 'guard-off', tier: 'vm', words: ['loop-', 'own-limit'] },
    redundant:
      'the kernel has fixed the verdict when the limit was passed: what the script does afterwards changes nothing',
  },
];
