import vm from 'node:vm';
import { Enclave } from '@enclave-vm/core';
import { honestProgram } from './honest-program.ts';
import { hostileProgram } from './hostile-program.ts';
import { Tape } from './tape.ts';

/** One property that must hold for every tape. A message says how it failed. */
export interface Check {
  readonly name: string;
  readonly maxTape: number;
  /** The program that a tape stands for, to keep and to show. */
  program(numbers: readonly number[]): string;
  fails(numbers: readonly number[]): Promise<string | undefined>;
  dispose(): Promise<void>;
}

const tools: Record<string, (args: Record<string, unknown>) => unknown> = {
  echo: (args) => args,
  double: ({ n }) => (n as number) * 2,
  list: () => [{ id: 1 }, { id: 2 }],
  fail: ({ m } = {}) => {
    throw new TypeError(`tool failed ${String(m)}`);
  },
};
const callTool = async (name: unknown, args: unknown): Promise<unknown> => {
  const tool = typeof name === 'string' && Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (tool === undefined) throw new Error('no such tool');
  return tool((args ?? {}) as Record<string, unknown>);
};

interface ResultLike {
  readonly success: boolean;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly name: string; readonly message: string };
}

const open = (isolation: 'process' | 'vm', options: object = {}) =>
  new Enclave({
    securityLevel: 'PERMISSIVE',
    isolation,
    validate: false,
    timeout: 5_000,
    toolHandler: callTool,
    ...options,
  } as ConstructorParameters<typeof Enclave>[0]);

const summary = (result: ResultLike): string =>
  result.success
    ? `value ${JSON.stringify(result.value)}`
    : `${result.error?.code} ${result.error?.name}: ${result.error?.message}`;

/** What crossing a boundary does to data: a copy that is nobody else's. */
const wire = (value: unknown): unknown => structuredClone(value);

/** The same program in a bare context, where nothing was instrumented and nothing crosses. */
async function plain(code: string): Promise<string> {
  const realm = vm.createContext({
    callTool: async (name: unknown, args: unknown) => wire(await callTool(name, wire(args))),
    console: { log() {} },
  });
  try {
    return `value ${JSON.stringify(await vm.runInContext(`(async () => {"use strict";\n${code}\n})()`, realm, { timeout: 3_000 }))}`;
  } catch (error) {
    const { name, message } = error as Error;
    return `EXECUTION_ERROR ${name}: ${message}`;
  }
}

export function differential(): Check {
  const inVm = open('vm');
  const inProcess = open('process');
  return {
    name: 'an honest program means the same plain, in the vm tier and in the process tier',
    maxTape: 120,
    program: (numbers) => honestProgram(new Tape(numbers)),
    async fails(numbers) {
      const code = this.program(numbers);
      const [floor, near, far] = await Promise.all([plain(code), inVm.run(code), inProcess.run(code)]);
      const texts = [floor, summary(near as ResultLike), summary(far as ResultLike)];
      return texts[0] === texts[1] && texts[1] === texts[2]
        ? undefined
        : `plain: ${texts[0]}\nvm: ${texts[1]}\nprocess: ${texts[2]}`;
    },
    dispose: async () => void (await Promise.all([inVm.dispose(), inProcess.dispose()])),
  };
}

const hostIntrinsics = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  Promise.prototype,
  Error.prototype,
  String.prototype,
];
/** What a guest must not be able to change. */
export const shapeOfHost = (): string =>
  hostIntrinsics.map((one) => Reflect.ownKeys(one).map(String).join()).join('|') +
  String(Object.isFrozen(Object.prototype));

export function containment(isolation: 'process' | 'vm'): Check {
  const enclave = open(isolation, { timeout: 1_500 });
  const before = shapeOfHost();
  const globals = {
    ctx: { items: [1, 2], when: new Date(0), user: { role: 'viewer' } },
    helpers: {
      add: (a: number, b: number) => a + b,
      each: (list: unknown[]) => list,
      make: () => ({ list: [1] }),
      fail: () => {
        throw new Error('helper');
      },
    },
  };
  return {
    name: `nothing of the host is within reach of a hostile program: ${isolation} tier`,
    maxTape: 80,
    program: (numbers) => hostileProgram(new Tape(numbers)),
    async fails(numbers) {
      let result: ResultLike;
      try {
        result = (await enclave.run(this.program(numbers), { globals } as never)) as ResultLike;
      } catch (error) {
        return `run() threw: ${String(error)}`;
      }
      const text = summary(result);
      if (text.includes('PWNED')) return text;
      if (!result.success && ['RUNNER_CRASHED', undefined].includes(result.error?.code)) return text;
      if (shapeOfHost() !== before) return 'host intrinsics changed';
      if (globals.ctx.user.role !== 'viewer') return 'host data changed';
      return undefined;
    },
    dispose: () => enclave.dispose(),
  };
}
