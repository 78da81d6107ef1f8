import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { vmRunner } from '../runners/vm/vm-runner.ts';
import { resultOf, useRunner } from './tiers.ts';

/** Flags that put functions of V8's own into every new context. They stay on, so this file is alone with them. */
const FLAGS = ['--expose-gc', '--expose-externalize-string', '--expose-trigger-failure'];

describe('vm realms of a process with exposed built-ins', () => {
  const run = useRunner(vmRunner);
  const probe = `return [typeof gc, typeof createExternalizableString, typeof triggerAssertFalse, typeof WebAssembly]`;

  it('have none of them, also when they come while the process runs', async () => {
    expect(resultOf(await run(probe))).toEqual(Array(4).fill('undefined'));
    for (const flag of FLAGS) setFlagsFromString(flag);
    // The first may be a realm that was made ahead of time.
    for (let i = 0; i < 2; i++) expect(resultOf(await run(probe))).toEqual(Array(4).fill('undefined'));
  });

  it('do not let a script put them back', async () => {
    const forge = `try { Object.defineProperty(globalThis, 'gc', { value: 1 }); return 'put' } catch (e) { return e.name }`;
    expect(resultOf(await run(forge))).toBe('TypeError');
  });
});
