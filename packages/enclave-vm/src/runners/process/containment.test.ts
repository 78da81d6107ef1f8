import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { LinkFault } from '../../bridge/link.ts';
import { workingContainments } from './containment.ts';
import { processGuarantees } from './process-guarantees.ts';
import { processLinks } from './process-links.ts';
import { runnerChildren } from './testing/process-tree.ts';

/** Answers every input with what the guest's body returns. */
const KERNEL = `'use strict';() => () => {
  let body, output = '';
  const answer = async () => { output = String(await body()()); };
  return (given) => {
    if (typeof given === 'function') { body = given; return; }
    if (given === undefined) return output;
    Promise.resolve().then(answer);
  };
}`;

const boot = (code: string) => ({
  kernel: KERNEL,
  config: '',
  libraries: [],
  code,
  memoryLimit: 64 * 1024 * 1024,
  maxOutput: 1e6,
});

const title = ({ wrap: _, ...flags }: object & { wrap: unknown }) =>
  Object.entries(flags)
    .filter(([, on]) => on)
    .map(([name]) => name)
    .join(', ') || 'nothing';

describe.each(workingContainments().map((containment) => [title(containment), containment] as const))(
  'children contained by %s',
  (_title, containment) => {
    it('answer, end on time, and end by their memory', async () => {
      const before = runnerChildren().length;
      const links = processLinks({ containment, maxProcesses: 1 });
      const run = async (code: string, timeLeft = 10_000) => {
        const link = await links.open(boot(code));
        const said = await link.exchange('>', timeLeft, Number.POSITIVE_INFINITY).catch((fault: LinkFault) => fault);
        await link.close();
        return said instanceof LinkFault ? said.kind : said;
      };
      expect(await run('return 6 * 7')).toBe('42');
      expect(await run('for (;;);', 200)).toBe('timeout');
      expect(await run('const k = []; for (;;) k.push(new Uint8Array(1 << 25).fill(1))')).toBe('memory');
      expect(await run('const k = []; for (;;) k.push(new Array(1000).fill(1.5))')).toBe('memory');
      expect(await run('return 6 * 7')).toBe('42');
      await links.dispose();
      expect(runnerChildren().length).toBe(before);
    });

    it('have no capability and get none, if they say so', () => {
      const [command = '/bin/cat', ...args] = [...containment.wrap(64 * 1024 * 1024), '/bin/cat', '/proc/self/status'];
      const { stdout } = spawnSync(command, args, { encoding: 'utf8' });
      const isPowerless = /^CapEff:\s0+$/m.test(stdout) && /^NoNewPrivs:\s1$/m.test(stdout);
      expect(isPowerless || !containment.privileges).toBe(true);
    });

    it('promise what they are contained by', () => {
      const guarantees = processGuarantees(containment);
      expect(guarantees.otherProcesses.held).toBe(containment.processes);
      expect(guarantees.privileges.held).toBe(containment.privileges);
      expect(guarantees.noOrphans.held).toBe(containment.parentDeath);
    });
  },
);
