import { MAX_MESSAGE_LENGTH, MAX_NAME_LENGTH } from '../kernel/wire.ts';

/** What of a tool's failure reaches the guest and the receipts: text only, no stack. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** The error's own `code`, if it is a string. */
  readonly code?: string | undefined;
}

/** Reads what a tool threw, whatever that is: `null`, a proxy, an object with throwing getters. Never throws. */
export function describeFailure(thrown: unknown): Failure {
  if (typeof thrown === 'string') return { name: 'Error', message: clip(thrown, MAX_MESSAGE_LENGTH) };
  const message = readText(thrown, 'message') ?? 'The tool failed without an error message';
  const code = readText(thrown, 'code');
  return {
    name: clip(readText(thrown, 'name') || 'Error', MAX_NAME_LENGTH),
    message: clip(message, MAX_MESSAGE_LENGTH),
    ...(code === undefined ? {} : { code: clip(code, MAX_NAME_LENGTH) }),
  };
}

const clip = (text: string, length: number): string => (text.length > length ? text.slice(0, length) : text);

function readText(value: unknown, key: 'name' | 'message' | 'code'): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    const text = (value as Record<string, unknown>)[key];
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}
