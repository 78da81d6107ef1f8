import { inProcess, inTests, inVm, kernel, type Mutation } from '../mutation.ts';

export const OF_THE_SESSION: readonly Mutation[] = [
  {
    id: 'prototype-keys-cross',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/encode.ts'),
        find: /if \(walk\.options\.toHost(?: && key === '__proto__')?\) (?:refuse|checkKey)\(.*\);/,
        put: '',
      },
    ],
    watch: inVm('pollute', 'own-args'),
    redundant: 'the host refuses such keys once more when it decodes (PROTOCOL_ERROR)',
  },
  {
    id: 'tool-calls-not-counted-in-guest',
    package: 'enclave-vm',
    edits: [{ file: kernel('calls.ts'), find: 'if (lastId < maxToolCalls)', put: 'if (true)' }],
    watch: inVm('limit'),
    redundant: 'the host counts again what it reads',
  },
  {
    id: 'tool-calls-not-counted',
    package: 'enclave-vm',
    edits: [
      { file: kernel('calls.ts'), find: 'if (lastId < maxToolCalls)', put: 'if (true)' },
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
      {
        file: kernel('console.ts'),
        find: 'if (text.length > config.maxConsoleOutputBytes - units)',
        put: 'if (false)',
      },
      { file: kernel('console.ts'), find: 'config.maxConsoleOutputBytes - units + 1', put: 'Number.MAX_SAFE_INTEGER' },
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
    id: 'kernel-speaks-after-the-end',
    package: 'enclave-vm',
    edits: [{ file: kernel('outbox.ts'), find: /if \(over\) return;\n {2}text = /, put: 'text = ' }],
    watch: inVm('after-return', 'late', 'limit', 'pend'),
    redundant: 'the host reads nothing that comes after the frame that ends the run',
  },
  {
    id: 'host-listens-after-the-end',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session/guest-reader.ts',
        find: 'if (verdict === undefined || frame.kind === FROM_GUEST.state)',
        put: 'if (verdict !== null)',
      },
    ],
    watch: inVm('after-return', 'late', 'limit', 'pend'),
    redundant: 'the kernel posts nothing after the frame that ends the run',
  },
  {
    id: 'tools-start-after-the-end',
    package: 'enclave-vm',
    edits: [{ file: 'src/session/tool-calls.ts', find: 'while (!over && running.size', put: 'while (running.size' }],
    watch: inVm('after-return', 'late', 'limit', 'pend'),
    redundant: 'the session has stopped reading, so nothing is added after the end',
  },
  {
    id: 'host-decodes-polluting-keys',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/decode.ts'),
        find: "if (walk.options.hostile && key === '__proto__') malformed();",
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/kernel/codec/codec.test.ts'),
  },
  {
    id: 'host-decodes-without-size',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/decode.ts'),
        find: 'if (walk.options.hostile && walk.units > walk.options.limit) malformed();',
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/kernel/codec/codec.test.ts'),
  },
  {
    id: 'host-decodes-without-depth',
    package: 'enclave-vm',
    edits: [{ file: kernel('codec/decode.ts'), find: 'if (depth > MAX_DEPTH + 2) malformed();', put: '' }],
    watch: inTests('packages/enclave-vm/src/kernel/codec/codec.test.ts'),
  },
  {
    id: 'host-decodes-at-any-cost',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/decode.ts'),
        find: 'if (walk.options.costLimit !== undefined && walk.cost > walk.options.costLimit) malformed();',
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/kernel/codec/codec.test.ts'),
  },
  {
    id: 'host-decodes-any-number-of-objects',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/decode.ts'),
        find: 'if (objects !== undefined && --objects.left < 0) malformed();',
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/kernel/codec/codec.test.ts'),
  },
  {
    id: 'guest-encodes-at-any-cost',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/encode-walk.ts'),
        find: 'if (walk.cost <= costLimit(walk.options.limit)) return;',
        put: 'if (walk.cost >= 0) return;',
      },
    ],
    watch: inTests('packages/enclave-vm/src/kernel/codec/codec.test.ts'),
  },
  {
    id: 'guest-encodes-at-any-depth',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/encode.ts'),
        find: /if \(depth >= MAX_DEPTH\) refuse\(.*\);/,
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/kernel/codec/codec.test.ts'),
  },
  {
    id: 'frames-of-any-kind',
    package: 'enclave-vm',
    edits: [{ file: 'src/bridge/frames.ts', find: '!KINDS.has(kind) || ', put: '' }],
    watch: inTests('packages/enclave-vm/src/bridge/frames.test.ts'),
  },
  {
    id: 'frames-of-any-length',
    package: 'enclave-vm',
    edits: [{ file: 'src/bridge/frames.ts', find: ' || end > text.length', put: '' }],
    watch: inTests('packages/enclave-vm/src/bridge/frames.test.ts'),
  },
  {
    id: 'messages-of-any-number-of-frames',
    package: 'enclave-vm',
    edits: [{ file: 'src/bridge/frames.ts', find: /if \(frames\.length >= most\) throw .*;/, put: 'void most;' }],
    watch: inTests('packages/enclave-vm/src/bridge/frames.test.ts'),
  },
  {
    id: 'messages-without-end',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/bridge/frames.ts',
        find: "if (frames.at(-1)?.kind !== FROM_GUEST.state) throw new LinkFault('protocol', 'The message has no end');",
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/bridge/frames.test.ts'),
  },
  {
    id: 'tool-names-of-any-length',
    package: 'enclave-vm',
    edits: [{ file: 'src/session/guest-reader.ts', find: ' && name.length <= MAX_TOOL_NAME_LENGTH', put: '' }],
    watch: inTests('packages/enclave-vm/src/session.test.ts'),
  },
  {
    id: 'functions-of-any-number',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session/guest-reader.ts',
        find: "if (fn === undefined) return malformed('function call');",
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/session.test.ts'),
  },
  {
    id: 'arguments-not-bounded-by-host',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session/guest-reader.ts',
        find: 'if (bytes > limits.maxToolPayloadBytes + 1) {',
        put: 'if (bytes < 0) {',
      },
    ],
    watch: inTests('packages/enclave-vm/src/session.test.ts'),
  },
  {
    id: 'error-records-not-checked',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session/verdict.ts',
        find: 'code === undefined || !isFaultRecord(record)',
        put: 'code === undefined',
      },
    ],
    watch: inTests('packages/enclave-vm/src/session.test.ts'),
  },
  {
    id: 'console-calls-not-counted',
    package: 'enclave-vm',
    edits: [
      { file: kernel('console.ts'), find: 'if (calls >= config.maxConsoleCalls)', put: 'if (false)' },
      { file: 'src/session/guest-reader.ts', find: 'if (entries.length >= limits.maxConsoleCalls)', put: 'if (false)' },
    ],
    watch: inTests('conformance/test/ends.test.ts'),
  },
  {
    id: 'console-control-characters',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('visible.ts'),
        find: 'if ((unit >= 32 && unit < 127) || unit > 159 || unit === 9) continue;',
        put: 'if (unit >= 0) continue;',
      },
    ],
    watch: inVm('console-'),
  },
  {
    id: 'no-deadlock',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session.ts',
        find: 'if (calls.pending === 0 && !calls.hasSettled) return end(deadlocked());',
        put: '',
      },
    ],
    watch: inTests('conformance/test/ends.test.ts'),
  },
  {
    id: 'no-deadline-of-the-session',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session.ts',
        find: 'timer = setTimeout(() => end(timedOut(limits), true), limits.timeout);',
        put: 'void timedOut;',
      },
    ],
    watch: inTests('conformance/test/ends.test.ts'),
  },
  {
    id: 'no-tool-timeout',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session/tool-calls.ts',
        find: 'timer ??= setTimeout(expire, limits.toolTimeout);',
        put: 'void expire;',
      },
    ],
    watch: inTests('packages/enclave-vm/src/session/tool-calls.test.ts', 'packages/enclave-vm/src/session.test.ts'),
  },
  {
    id: 'tool-calls-all-at-once',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session/tool-calls.ts',
        find: /running\.size(?: \+ long\.length)? < limits\.maxConcurrentToolCalls/,
        put: 'running.size < 1e9',
      },
    ],
    watch: inTests('packages/enclave-vm/src/session/tool-calls.test.ts', 'packages/enclave-vm/src/session.test.ts'),
  },
  {
    id: 'tool-results-of-any-size',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session/tool-calls.ts',
        find: "{ root: 'result', limit: limits.maxToolPayloadBytes }",
        put: "{ root: 'result', limit: 1e12 }",
      },
      {
        file: 'src/session/tool-calls.ts',
        find: 'if (encoded.ok && bytes <= limits.maxToolPayloadBytes) {',
        put: 'if (encoded.ok) {',
      },
    ],
    watch: inTests('packages/enclave-vm/src/session/tool-calls.test.ts', 'packages/enclave-vm/src/session.test.ts'),
  },
  {
    id: 'abort-not-heard',
    package: 'enclave-vm',
    edits: [{ file: 'src/session.ts', find: "signal?.addEventListener('abort', onAbort, { once: true });", put: '' }],
    watch: inTests('packages/enclave-vm/src/session.test.ts', 'packages/enclave-vm/src/tiers'),
  },
  {
    id: 'handlers-run-on-unseen',
    package: 'enclave-vm',
    edits: [
      { file: 'src/session/tool-calls.ts', find: 'for (const item of running) abort(item);', put: 'void abort;' },
    ],
    watch: inTests('packages/enclave-vm/src/session/tool-calls.test.ts', 'packages/enclave-vm/src/session.test.ts'),
  },
  {
    id: 'long-values-read-at-once',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session.ts',
        find: 'if (takeLong(frames))',
        put: 'if (verdict === null)',
      },
    ],
    watch: inProcess('result-hooks', 'own-args'),
  },
  {
    id: 'long-values-of-any-depth',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session/decode-in-turns.ts',
        find: 'if (depth > MAX_DEPTH + 2) malformed();',
        put: 'void MAX_DEPTH;',
      },
    ],
    watch: inTests('packages/enclave-vm/src/session/decode-in-turns.test.ts'),
  },
  {
    id: 'long-values-of-any-key',
    package: 'enclave-vm',
    edits: [
      { file: 'src/session/decode-in-turns.ts', find: /^ {6}checkKey\(walk, key\);$/m, put: '' },
      { file: 'src/session/decode-in-turns.ts', find: 'checkKey(walk, textOf(node));', put: 'textOf(node);' },
      { file: 'src/session/decode-in-turns.ts', find: 'checkKey(walk, textOf(key));', put: 'void checkKey;' },
    ],
    watch: inTests('packages/enclave-vm/src/session/decode-in-turns.test.ts'),
  },
  {
    id: 'constructor-prototypes-cross',
    package: 'enclave-vm',
    edits: [{ file: kernel('codec/encode.ts'), find: /refuse\(walk, 'holds a `prototype` object[^']*'\);/, put: '' }],
    watch: inVm('pollute', 'own-args'),
    redundant: 'the host refuses such objects once more when it decodes (PROTOCOL_ERROR)',
  },
  {
    id: 'constructor-prototypes-decoded',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/decode.ts'),
        find: "if (typeof prototype === 'object' && prototype !== null) malformed();",
        put: 'void prototype;',
      },
    ],
    watch: inTests('packages/enclave-vm/src/kernel/codec/codec.test.ts'),
  },
  {
    id: 'times-of-the-guest-believed',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session/guest-reader.ts',
        find: 'const time = Math.min(Math.max(frame.second, startedAt), Date.now());',
        put: 'const time = frame.second || startedAt;',
      },
    ],
    watch: inTests('packages/enclave-vm/src/session.test.ts'),
  },
  {
    id: 'error-records-of-any-length',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/session/guest-reader.ts',
        find: "if (frame.payload.length > MAX_RECORD_UNITS) return malformed('error');",
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/session.test.ts'),
  },
  {
    id: 'causes-of-any-depth',
    package: 'enclave-vm',
    edits: [{ file: 'src/session/verdict.ts', find: ' || depth > MAX_CAUSES', put: ' || MAX_CAUSES < 0' }],
    watch: inTests('packages/enclave-vm/src/session.test.ts'),
  },
  {
    id: 'arguments-at-once-of-any-size',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('calls.ts'),
        find: 'if (!hasRoom(encoded.text.length, config.maxToolPayloadBytes + config.maxConsoleOutputBytes)) {',
        put: 'if (!hasRoom(0, 1e12)) {',
      },
    ],
    watch: inTests('packages/enclave-vm/src/session.test.ts', 'packages/enclave-vm/src/tiers'),
  },
];
