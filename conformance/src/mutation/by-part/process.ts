import { inProcess, inTests, type Mutation } from '../mutation.ts';

export const OF_THE_PROCESS: readonly Mutation[] = [
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
    id: 'frame-size-not-checked',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/frame-reader.ts',
        find: /if \(next\.bytes > most\) throw .*;/,
        put: 'void most;',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/frame-reader.test.ts'),
  },
  {
    id: 'frame-figures-not-checked',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/frame-reader.ts',
        find: "if (!(cpuMicros >= 0 && memory >= 0)) throw new FrameError('a frame with impossible figures');",
        put: 'void [cpuMicros, memory];',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/frame-reader.test.ts'),
  },
  {
    id: 'unasked-frames-taken',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/runner-child.ts',
        find: "die(new LinkFault('protocol', 'the child spoke without being asked'));",
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/runner-child.test.ts'),
  },
  {
    id: 'reader-faults-ignored',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/child-process.ts',
        find: 'onNonsense((error as Error).message);',
        put: 'void [error, onNonsense];',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/runner-child.test.ts'),
  },
  {
    id: 'deadline-of-the-child-not-watched',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/runner-child.ts',
        find: "if (now > asked.deadline) return new LinkFault('timeout');",
        put: '',
      },
    ],
    watch: inProcess('dos-while', 'dos-regex'),
    redundant: 'the session has a deadline of its own and ends the child',
  },
  {
    id: 'cpu-time-not-watched',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/runner-child.ts',
        find: "if (computed > asked.cpuLeft * 1_000) return new LinkFault('cpu-timeout');",
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/tiers/budgets.test.ts'),
  },
  {
    id: 'memory-claims-not-judged',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/runner-child.ts',
        find: "if (peak > options.memoryLimit + COLLECTOR_ROOM) return new LinkFault('memory');",
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/runner-child.test.ts'),
  },
  {
    id: 'heap-not-capped',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/launch.ts',
        find: /`--max-old-space-size=.*`,/,
        put: '',
      },
    ],
    watch: inProcess('mem-'),
    redundant: 'the host watches resident memory, and the system limits private memory',
  },
  {
    id: 'intrinsics-not-frozen',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/launch.ts', find: "'--frozen-intrinsics',", put: '' }],
    watch: 'main-realm',
  },
  {
    id: 'containment-off',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/launch.ts', find: '...containment.wrap(memoryLimit), ', put: '' }],
    watch: 'main-realm',
  },
  {
    id: 'inspector-by-signal',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/launch.ts', find: "...known('--disable-sigusr1'),", put: '' }],
    watch: 'main-realm',
    redundant: 'only the user who owns the processes can send the signal; the child itself cannot use the inspector',
  },
  {
    id: 'import-hook-of-the-child-off',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/launch.ts', find: "'--experimental-vm-modules',", put: '' }],
    watch: inProcess('dynamic-import'),
    redundant: 'the realm refuses an import() in the source before it runs any of it',
  },
  {
    id: 'addons-on',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/launch.ts', find: "'--no-addons',", put: '' }],
    watch: 'main-realm',
    redundant: 'the permission model refuses addons as well',
  },
  {
    id: 'rejections-end-the-child',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/launch.ts', find: "'--unhandled-rejections=none',", put: '' }],
    watch: inTests('packages/enclave-vm/src/tiers', 'conformance/test/ends.test.ts'),
    redundant:
      'a turn of the event loop between two runs, in which nothing of the guest lives, drops its promises unseen',
  },
  {
    id: 'modules-of-the-main-realm-left',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/child/harden.ts', find: /^ {2}refuseModules\(\);$/m, put: '' }],
    watch: 'main-realm',
    redundant: 'permission model and operating system hold alone: every probe also runs without the hardening',
  },
  {
    id: 'files-of-any-size',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/containment.ts', find: 'ulimit -f 0; ', put: '' }],
    watch: 'main-realm',
    redundant: 'the permission model gives no file to write to, and the database that does not ask it is off',
  },
  {
    id: 'data-not-limited',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/containment.ts', find: /\$\{data\}(?=\$\{cpu\})/, put: '' }],
    watch: inProcess('dos-memory', 'mem-'),
    redundant:
      'the host watches the resident memory and V8 has a heap cap: the limit is for what is reserved in one step',
  },
  {
    id: 'network-left',
    package: 'enclave-vm',
    edits: [{ file: 'src/runners/process/containment.ts', find: "'--net', ", put: '' }],
    watch: 'main-realm',
  },
  {
    id: 'capabilities-left',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/containment.ts',
        find: "['--no-new-privs', '--bounding-set=-all', '--inh-caps=-all']",
        put: "['--no-new-privs']",
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/containment.test.ts'),
  },
  {
    id: 'children-serve-on-after-a-fault',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/pool.ts',
        find: 'if (fault || member.runs >= options.runsPerProcess)',
        put: 'if (member.runs >= options.runsPerProcess)',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process'),
  },
  {
    id: 'children-serve-for-ever',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/pool.ts',
        find: 'if (fault || member.runs >= options.runsPerProcess)',
        put: 'if (fault)',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process'),
  },
  {
    id: 'worn-children-serve-on',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/runner-child.ts',
        find: /peak > Math\.max\(COLLECTOR_ROOM, options\.memoryLimit \* RETIREMENT_MARK\) \|\|/,
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process'),
  },
  {
    id: 'children-serve-until-their-cpu-limit',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/runner-child.ts',
        find: /\|\|\s*cpuMicros > ORPHAN_CPU_SECONDS \* 1e6 \* RETIREMENT_MARK/,
        put: '',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/runner-child.test.ts'),
  },
  {
    id: 'host-without-descriptors-dies',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/child-process.ts',
        find: 'return stillborn(error as Error);',
        put: 'queueMicrotask(() => { throw error; });\n    return stillborn(error as Error);',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/exhausted-host.test.ts'),
  },
  {
    id: 'host-without-descriptors-contains-nothing',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/containment.ts',
        find: /if \(isExhausted\(error\)\) throw .*;/,
        put: 'void isExhausted;',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/exhausted-host.test.ts'),
  },
  {
    id: 'queue-of-any-length',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/pool.ts',
        find: 'if (queue.length >= options.maxProcesses - busy + options.maxQueueSize) {',
        put: 'if (queue.length < 0) {',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/pool.test.ts'),
  },
  {
    id: 'queue-without-patience',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/pool.ts',
        find: "setTimeout(() => waiter.refuse(new LinkFault('queue-timeout', late)), options.queueTimeout);",
        put: 'setTimeout(() => void late, options.queueTimeout);',
      },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/pool.test.ts'),
  },
  {
    id: 'children-outlive-the-host',
    package: 'enclave-vm',
    edits: [
      {
        file: 'src/runners/process/child-process.ts',
        find: "if (running.size === 0) process.on('exit', killAll);",
        put: 'void killAll;',
      },
      {
        file: 'src/runners/process/containment.ts',
        find: "setpriv, '--pdeathsig', 'KILL', '--'],",
        put: "setpriv, '--'],",
      },
      { file: 'src/runners/process/containment.ts', find: "'--kill-child', ", put: '' },
    ],
    watch: inTests('packages/enclave-vm/src/runners/process/host-process.test.ts'),
  },
];
