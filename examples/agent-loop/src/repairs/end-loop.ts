import type { Repair } from './repair.ts';

/** "Check that every loop comes to an end": a loop that counts towards a length, and does not count, is made to. */
export const endLoop: Repair = ({ script, feedback: { code, text } }) => {
  if (code !== 'MAX_ITERATIONS' || !text.includes('every loop comes to an end')) return undefined;
  const after = script.replace(/while \((\w+) < ([\w.]+)\)/, 'for (; $1 < $2; $1 += 1)');
  return after === script ? undefined : after;
};
