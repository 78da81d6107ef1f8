const CODES = new Set<unknown>(['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM']);

/** Has the system run out of descriptors, processes or memory? Such an error tells nothing of what it can do otherwise. */
export function isExhausted(error: unknown): boolean {
  return CODES.has((error as NodeJS.ErrnoException | undefined)?.code);
}
