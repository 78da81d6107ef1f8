import { resolveLimits } from 'enclave-vm';
import { type GuestLink, type LinkFactory, processLinks, startRun, vmLinks } from 'enclave-vm/testing';
import { type Check, shapeOfHost } from './checks.ts';
import { hostileMessage } from './hostile-message.ts';
import { misshapen } from './misshapen.ts';
import { Tape } from './tape.ts';

const CODE = `
const one = await callTool('echo', { i: 1, when: new Date(0), list: [1, 2] });
console.log('got', one);
const two = await Promise.all([callTool('echo', [2]), make(3)]);
return { one, two, map: new Map([[1, { a: 2n }]]) };`;

const LIMITS = resolveLimits('STANDARD', { maxToolCalls: 8, timeout: 2_000, maxResultBytes: 65_536 });
/** No message is longer than this; what is made of it must not be dear. */
const MAX_MS = 4_000;

/** Says other things than the kernel does, from the exchange on that the tape names. */
function takenOver(inner: LinkFactory, tape: Tape): LinkFactory {
  return {
    async open(boot) {
      const link = await inner.open(boot);
      let honest = tape.below(3);
      const wrapped: GuestLink = {
        exchange: async (input, timeLeft, cpuLeft) => {
          const text = await link.exchange(input, timeLeft, cpuLeft);
          return honest-- > 0 ? text : hostileMessage(tape, text);
        },
        get cpuTime() {
          return link.cpuTime;
        },
        lost: link.lost,
        get peakMemory() {
          return link.peakMemory;
        },
        close: (fault) => link.close(fault),
      };
      return wrapped;
    },
  };
}

/** Whatever a kernel that was taken over says, the host gives an outcome, in time, and nothing of the host changes. */
export function protocol(tier: 'vm' | 'process'): Check {
  const links = tier === 'vm' ? vmLinks() : processLinks({ minProcesses: 1, maxProcesses: 1 });
  const before = shapeOfHost();
  return {
    name: `hostile messages of a kernel that was taken over: ${tier} tier`,
    maxTape: 60,
    program: (numbers) => `${JSON.stringify(numbers)}\n${CODE}`,
    async fails(numbers) {
      const problems: string[] = [];
      let calls = 0;
      const notice = (value: unknown) => {
        const problem = misshapen(value);
        if (problem !== undefined) problems.push(problem);
      };
      const from = performance.now();
      try {
        const outcome = await startRun(
          takenOver(links, new Tape(numbers)),
          { code: CODE },
          {
            limits: LIMITS,
            globals: { make: (n: unknown) => ({ n }) },
            callTool: ({ args }) => {
              calls += 1;
              notice(args);
              return args;
            },
          },
        );
        notice(outcome.success ? outcome.value : outcome.error);
        notice(outcome.console);
        notice(outcome.toolCalls);
        if (outcome.console.length > LIMITS.maxConsoleCalls) problems.push('console calls over the limit');
      } catch (error) {
        problems.push(`the run rejected: ${String(error)}`);
      }
      if (calls > LIMITS.maxToolCalls) problems.push(`${calls} tool calls`);
      if (performance.now() - from > MAX_MS) problems.push(`took ${Math.round(performance.now() - from)} ms`);
      if (shapeOfHost() !== before) problems.push('host intrinsics changed');
      return problems[0];
    },
    dispose: async () => void (await links.dispose()),
  };
}
