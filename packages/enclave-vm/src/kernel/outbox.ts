import { toText } from './primordials.ts';
import { FROM_GUEST } from './wire.ts';

/** What waits for the host. A primitive string: nothing that the guest can reach is on the way. */
let text = '';
let over = false;

/** Adds a frame, unless the run is over. */
export function post(kind: string, first: number, second: number, payload: string): void {
  if (over) return;
  text = `${text}${kind} ${toText(first)} ${toText(second)} ${toText(payload.length)}\n${payload}`;
}

/** Adds the frame that ends the run. Whatever the guest does later stays unheard. */
export function postLast(kind: string, first: number, payload: string): void {
  post(kind, first, 0, payload);
  over = true;
}

/** Has the run ended, as far as the kernel is concerned? */
export const isOver = (): boolean => over;

/** Ends the run because it hit a limit. */
export function postLimit(code: number, message: string): void {
  postLast(FROM_GUEST.limit, code, message);
}

/** Gives what waits, with the state of the run at its end. */
export function takeAll(iterations: number): string {
  const all = `${text}${FROM_GUEST.state} ${toText(iterations)} 0 0\n`;
  text = '';
  return all;
}
