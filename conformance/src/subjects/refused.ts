import type { Settled, Subject } from '../subject.ts';

/** How a run ends that was refused before any of it ran. */
export const refusal = (code: string, message: string): Settled => ({
  status: 'error',
  code,
  value: message,
  bytes: Buffer.byteLength(message),
  logs: [],
  logBytes: 0,
});

/** A sandbox that takes no runs as things are. */
export const refusing = (code: string, message: string): Subject => ({
  run: async () => refusal(code, message),
  dispose: async () => {},
});
