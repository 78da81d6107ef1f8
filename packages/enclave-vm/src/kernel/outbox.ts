import { MAX_OBJECTS } from './codec/cost.ts';
import { quote, toText } from './primordials.ts';
import { trailOf } from './trail.ts';
import { FROM_GUEST } from './wire.ts';

/** What waits for the host. A primitive string: nothing that the guest can reach is on the way. */
let text = '';
let over = false;

/** Adds a frame, unless the run is over. */
export function post(kind: string, first: number, second: number, payload: string): void {
  if (over) return;
  text = `${text}${kind} ${toText(first)} ${toText(second)} ${toText(payload.length)}\n${payload}`;
}

/** Would a payload of so many units still fit into what the host takes at a time? */
export const hasRoom = (units: number, limit: number): boolean => text.length + units <= limit;

/** Objects and lists in what waits. */
let objects = 0;

/** Counts those of one more payload, if there is room for so many in what the host takes at a time. */
export function addObjects(count: number): boolean {
  if (objects + count > MAX_OBJECTS) return false;
  objects += count;
  return true;
}

/** Adds the frame that ends the run. Whatever the guest does later stays unheard. */
export function postLast(kind: string, first: number, payload: string): void {
  post(kind, first, 0, payload);
  over = true;
}

/** Has the run ended, as far as the kernel is concerned? */
export const isOver = (): boolean => over;

interface Limit {
  readonly code: number;
  readonly message: string;
  readonly error: unknown;
}

let limit: Limit | null = null;

/**
 * Ends the run because it hit a limit. The frame waits until the host asks: by then `error`, which the guest gets to see,
 * has left its trail.
 */
export function postLimit(code: number, message: string, error?: unknown): void {
  if (over) return;
  over = true;
  limit = { code, message, error };
}

/** Gives what waits, with the state of the run at its end. */
export function takeAll(iterations: number): string {
  if (limit !== null) {
    over = false;
    postLast(FROM_GUEST.limit, limit.code, `[${quote(limit.message)},[${trailOf(limit.error)}]]`);
    limit = null;
  }
  const all = `${text}${FROM_GUEST.state} ${toText(iterations)} 0 0\n`;
  text = '';
  objects = 0;
  return all;
}
