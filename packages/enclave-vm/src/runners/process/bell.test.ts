import { readdirSync, readSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { openBell } from './bell.ts';

it.runIf(process.platform === 'linux' && availableParallelism() > 1)(
  'shows another number after each ring, in a file without a name that its reader cannot write',
  () => {
    const named = () => readdirSync('/dev/shm').filter((name) => name.startsWith('enclave-'));
    const before = named();
    const bell = openBell();
    if (!bell) throw new Error('no bell, in spite of /dev/shm');
    expect(named()).toEqual(before);

    const buffer = new Uint32Array(1);
    const heard = () => {
      expect(readSync(bell.descriptor, buffer, 0, 4, 0)).toBe(4);
      return buffer[0];
    };
    const first = heard();
    expect(heard()).toBe(first);
    bell.ring();
    const second = heard();
    expect(second).not.toBe(first);
    bell.ring();
    expect([first, second]).not.toContain(heard());
    expect(() => writeSync(bell.descriptor, 'x')).toThrow(/EBADF/);

    bell.handOver();
    bell.close();
    expect(() => bell.ring()).toThrow(/EBADF/);
  },
);
