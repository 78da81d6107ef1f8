import { describe, expect, it } from 'vitest';
import { assertGuarantees, GUARANTEE_NAMES, type Guarantees, missingGuarantees } from './guarantees.ts';
import { processGuarantees } from './runners/process/process-guarantees.ts';
import { vmGuarantees } from './runners/vm/vm-guarantees.ts';

describe.each([
  ['process', processGuarantees()],
  ['vm', vmGuarantees()],
])('the guarantees of the %s runner', (isolation, guarantees) => {
  it('say of each whether it holds, and how or why not', () => {
    expect(Object.keys(guarantees).sort()).toEqual(['isolation', ...GUARANTEE_NAMES].sort());
    expect(guarantees.isolation).toBe(isolation);
    for (const name of GUARANTEE_NAMES) {
      expect(guarantees[name].held).toBeTypeOf('boolean');
      expect(guarantees[name].how.length).toBeGreaterThan(10);
    }
  });
});

describe('assertGuarantees', () => {
  const guarantees: Guarantees = vmGuarantees();

  it('lets pass what holds', () => {
    expect(() => assertGuarantees(guarantees, ['realmIsolation', 'cpuLoops'], 'This profile')).not.toThrow();
  });

  it('names what is missing, and why', () => {
    expect(missingGuarantees(guarantees, ['cpuLoops', 'offHeapMemory'])).toEqual(['offHeapMemory']);
    expect(() => assertGuarantees(guarantees, ['cpuLoops', 'offHeapMemory'], 'STRICT')).toThrow(
      /^STRICT needs guarantees that the vm runner does not give on this machine:\n- offHeapMemory: \S/,
    );
  });

  it('refuses a name that is no guarantee', () => {
    expect(() => assertGuarantees(guarantees, ['toString' as never], 'This profile')).toThrow(TypeError);
  });
});
