import { inTests, inVm, kernel, type Mutation } from '../mutation.ts';

export const OF_THE_REALM: readonly Mutation[] = [
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
    id: 'stack-capture-method-left',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('tame-errors.ts'),
        find: "define(ErrorConstructor, 'captureStackTrace', expose('captureStackTrace', 2, captureStackTrace));",
        put: '',
      },
    ],
    watch: inVm('stack', 'err-'),
    redundant: 'V8 captures no stack while stackTraceLimit is locked',
  },
  {
    id: 'error-binding-open',
    package: 'enclave-vm',
    edits: [{ file: kernel('tame-errors.ts'), find: "defineLocked(global, 'Error', ErrorConstructor);", put: '' }],
    watch: inVm('stack', 'err-'),
    redundant: 'V8 captures no stack while stackTraceLimit is locked, so nothing looks for the formatter',
  },
  {
    id: 'engine-limits-forgeable',
    package: 'enclave-vm',
    edits: [{ file: kernel('tame-errors.ts'), find: '!weakSetHas(made, value) &&', put: '' }],
    watch: inTests('packages/enclave-vm/src/tiers/budgets.test.ts'),
  },
  {
    id: 'time-zone-left',
    package: 'enclave-vm',
    edits: [{ file: kernel('main.ts'), find: 'tameTimeZone(utc);', put: 'void utc;' }],
    watch: inTests('packages/enclave-vm/src/tiers/realm-facts.test.ts'),
  },
  {
    id: 'locale-left',
    package: 'enclave-vm',
    edits: [{ file: kernel('main.ts'), find: 'tameLocale(methods);', put: 'void methods;' }],
    watch: inTests('packages/enclave-vm/src/tiers/realm-facts.test.ts'),
  },
  {
    id: 'clock-left',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('main.ts'),
        find: 'const clock = config.blockTimingAPIs ? refuseClock : now;',
        put: 'const clock = now;',
      },
    ],
    watch: inTests('conformance/test/realm.test.ts'),
  },
  {
    id: 'format-clock-left',
    package: 'enclave-vm',
    edits: [{ file: kernel('main.ts'), find: 'if (config.blockTimingAPIs) removeFormatClock();', put: '' }],
    watch: inTests('conformance/test/realm.test.ts'),
  },
  {
    id: 'temporal-way-left',
    package: 'enclave-vm',
    edits: [{ file: kernel('main.ts'), find: /^ {2}removeTemporal\(\);$/m, put: '' }],
    watch: inVm('amb-'),
    redundant: 'Node 24 has no Temporal; where there is one, `amb-temporal-now` asks for it',
  },
  {
    id: 'permit-table-widened',
    package: 'enclave-vm',
    edits: [{ file: kernel('permits.ts'), find: /^ {2}'AggregateError',$/m, put: "  'AggregateError', 'WeakRef'," }],
    watch: inTests('conformance/test/realm.test.ts'),
  },
  {
    id: 'global-object-keeps-its-prototype',
    package: 'enclave-vm',
    edits: [{ file: kernel('remove-globals.ts'), find: 'setPrototypeOf(global, objectPrototype);', put: '' }],
    watch: inTests('conformance/test/realm.test.ts'),
  },
  {
    id: 'call-tool-open',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('main.ts'),
        find: "defineLocked(global, 'callTool', createCallTool(config));",
        put: '(global as Record<string, unknown>).callTool = createCallTool(config);',
      },
    ],
    watch: inVm('own-tamper-callTool'),
  },
  {
    id: 'promise-constructor-unshielded',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('main.ts'),
        find: "defineProperty(promise, 'constructor', { __proto__: null, value: undefined } as PropertyDescriptor);",
        put: 'void promise;',
      },
    ],
    watch: inVm('promise', 'tamper', 'protocol-hooks'),
  },
  {
    id: 'result-thenable-unshielded',
    package: 'enclave-vm',
    edits: [{ file: kernel('calls.ts'), find: "define(value, 'then', undefined);", put: '' }],
    watch: inVm('promise', 'tamper', 'then'),
    redundant: 'prototypes are closed, so that no `then` can be planted for every result',
  },
  {
    id: 'vm-tier-without-obstacle',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/vm/vm-links.ts',
        find: "if (reason !== undefined) throw new LinkFault('unsafe', reason);",
        put: '',
      },
    ],
    watch: inTests('packages/core/src/enclave.test.ts'),
  },
  {
    id: 'to-json-of-everything',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/to-json.ts'),
        find: 'holder !== null && holder !== objectPrototype && holder !== arrayPrototype;',
        put: 'holder !== null;',
      },
    ],
    watch: inVm('intrinsic-tampering', 'result-hooks', 'tool-args'),
    redundant: 'prototypes are closed, so that nobody can put one there',
  },
  {
    id: 'iteration-limit-is-an-error-like-others',
    package: 'enclave-vm',
    edits: [
      { file: kernel('runtime.ts'), find: 'postLimit(FAULT.MAX_ITERATIONS, message, error);', put: 'void postLimit;' },
    ],
    watch: inTests('conformance/test/ends.test.ts'),
  },
  {
    id: 'guest-rejections-reach-the-host',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/vm/rejections.ts',
        find: 'if (at !== undefined && isGuestPromise(args[at])) return true;',
        put: 'void [at, isGuestPromise];',
      },
    ],
    watch: inTests('packages/enclave-vm/src/tiers/realm-facts.test.ts'),
  },
  {
    id: 'obstacles-looked-for-once',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/vm/vm-links.ts',
        find: /^ {6}assertApart\(\);\n {6}const realm/m,
        put: '      const realm',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/vm/obstacle.test.ts', 'packages/enclave-vm/src/tiers'),
    redundant: 'asked again before each entry into the realm',
  },
  {
    id: 'proxies-asked-by-node',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('tame-proxy.ts'),
        find: 'for (let i = 0; i < hidden.length; i++) if (key === hidden[i]) return undefined;',
        put: 'void hidden;',
      },
    ],
    watch: inVm('promise-proxy'),
  },
  {
    id: 'result-bytes-not-counted',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/encode.ts'),
        find: 'if (options.toHost && takesMoreBytes(walk.text, options.limit)) outgrown(walk);',
        put: 'void takesMoreBytes;',
      },
    ],
    watch: inTests('packages/enclave-vm/src/kernel/codec', 'packages/enclave-vm/src/tiers/budgets.test.ts'),
  },
  {
    id: 'long-texts-quoted-at-once',
    package: 'enclave-vm',
    edits: [
      {
        file: kernel('codec/quote-long.ts'),
        find: 'const PIECE = 65_536;',
        put: 'const PIECE = Number.POSITIVE_INFINITY;',
      },
    ],
    watch: inVm('own-ret-nul-expands'),
    redundant: 'a machine that is fast enough ends in time; the process tier ends the child of a slow one',
  },
];
