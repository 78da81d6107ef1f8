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
];
