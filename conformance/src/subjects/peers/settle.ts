import type { Settled } from '../../subject.ts';
import { holdsForeignObject, holdsFunction, textOf } from '../../text-of.ts';

/** Messages that quote the script: what they quote is no report of the script. */
const QUOTES_SOURCE = /^SyntaxError\b|could not be cloned|is not (?:a )?(?:function|valid|transferable)/;

/** A run of a peer, in the words of the oracle. Its own error codes stay what they are; `isTimeout` tells time apart. */
export async function settle(
  run: () => Promise<unknown>,
  logs: string[],
  isTimeout: (text: string) => boolean,
): Promise<Settled> {
  const finish = (status: Settled['status'], code: string, value: string, raw?: unknown): Settled => ({
    status,
    code,
    value,
    bytes: Buffer.byteLength(value),
    logs,
    logBytes: logs.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    raw,
    fnSeen: holdsFunction(raw),
    protoChanged: holdsForeignObject(raw),
  });
  try {
    const value = await run();
    return finish('ok', 'OK', textOf(value), value);
  } catch (error) {
    let text = 'unreadable error';
    try {
      text = `${(error as Error).name}: ${(error as Error).message}`;
    } catch {
      // A peer may hand out the guest's own error; reading it runs guest code.
    }
    if (QUOTES_SOURCE.test(text)) text = text.replaceAll('PWNED', '(quoted)');
    return finish(isTimeout(text) ? 'timeout' : 'error', isTimeout(text) ? 'TIMEOUT' : 'ERROR', text);
  }
}
