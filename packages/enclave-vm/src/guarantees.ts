/**
 * What a runner really enforces where it runs now, as plain data. A profile says what it needs, and a mismatch is
 * refused when the runner is made instead of being found out by a guest.
 */

export const GUARANTEE_NAMES = [
  /** Guest code reaches no object of the host realm. */
  'realmIsolation',
  /** An endless loop in the guest ends on time, after an `await` too. */
  'cpuLoops',
  /** So does an endless built-in: a sort of 2**32 elements, a regular expression that blows up. */
  'nativeLoops',
  /** The host's event loop goes on turning while a guest computes. */
  'responsiveHost',
  /** A V8 abort caused by the guest (out of memory, invalid size) does not end the host. */
  'hostSurvivesAborts',
  /** The memory limit holds for JavaScript values. */
  'heapMemory',
  /** The memory limit holds for buffers outside of the JavaScript heap. */
  'offHeapMemory',
  /** As the last two, by the kernel of the operating system: even while the host is too busy to look. */
  'memoryBackstop',
  /** A guest that has left its realm still opens no file. */
  'filesystem',
  /** ... opens no network connection. */
  'network',
  /** ... reads no environment variable of the host. */
  'environment',
  /** ... starts no process, thread or native addon, and no inspector. */
  'childProcesses',
  /** ... signals or inspects no other process. */
  'otherProcesses',
  /** ... gains no privilege of the operating system, and has none to use. */
  'privileges',
  /** Nothing of a guest lives on when the host is killed. */
  'noOrphans',
] as const;

export type GuaranteeName = (typeof GUARANTEE_NAMES)[number];

export interface Guarantee {
  readonly held: boolean;
  /** What enforces it, or why nothing does. For people: not to be parsed. */
  readonly how: string;
}

export type Guarantees = { readonly isolation: 'process' | 'vm' } & Readonly<Record<GuaranteeName, Guarantee>>;

/** Lists what of `needs` a runner does not hold. */
export function missingGuarantees(guarantees: Guarantees, needs: readonly GuaranteeName[]): GuaranteeName[] {
  return needs.filter((name) => !guarantees[name].held);
}

/**
 * Refuses a runner that holds less than a profile needs.
 *
 * @throws {Error} naming each missing guarantee and why it is missing
 * @throws {TypeError} for a name that is no guarantee
 */
export function assertGuarantees(guarantees: Guarantees, needs: readonly GuaranteeName[], profile: string): void {
  for (const name of needs) {
    if (!GUARANTEE_NAMES.includes(name)) {
      throw new TypeError(`Unknown guarantee ${JSON.stringify(name)}: use some of ${GUARANTEE_NAMES.join(', ')}`);
    }
  }
  const missing = missingGuarantees(guarantees, needs);
  if (missing.length === 0) return;
  const reasons = missing.map((name) => `- ${name}: ${guarantees[name].how}`).join('\n');
  throw new Error(
    `${profile} needs guarantees that the ${guarantees.isolation} runner does not give on this machine:\n${reasons}`,
  );
}
