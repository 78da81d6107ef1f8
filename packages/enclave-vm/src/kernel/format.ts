import { inspect, isFull, MAX_DEPTH, type Walk } from './format/inspect.ts';
import { isFiniteNumber, slice, toNumber, toText } from './primordials.ts';
import { visible } from './visible.ts';

/**
 * What Node's console would print for these arguments, near enough, in at most `limit` units. Runs no getters but those of
 * errors and `toJSON` of classes; a proxy's traps may run. What they throw is swallowed.
 */
export function format(args: readonly unknown[], limit: number): string {
  const walk: Walk = { text: '', limit };
  let next = 0;
  if (args.length > 1 && typeof args[0] === 'string') next = substitute(walk, args[0], args);
  for (let i = next; i < args.length && !isFull(walk); i++) {
    if (i > 0) walk.text += ' ';
    const arg = args[i];
    if (typeof arg === 'string') walk.text += slice(arg, 0, limit);
    else inspect(walk, arg, 0, null);
  }
  return visible(slice(walk.text, 0, limit));
}

/** `%s`, `%d` and the like in the first argument. Gives the index of the first argument that was not used. */
function substitute(walk: Walk, template: string, args: readonly unknown[]): number {
  let next = 1;
  let from = 0;
  for (let i = 0; i < template.length - 1 && !isFull(walk); i++) {
    if (template[i] !== '%') continue;
    const kind = template[i + 1] as string;
    if (kind === '%' && args.length > 1) {
      walk.text += slice(template, from, i + 1);
    } else if (next < args.length && isPlaceholder(kind)) {
      walk.text += slice(template, from, i);
      place(walk, kind, args[next++]);
    } else {
      continue;
    }
    i++;
    from = i + 1;
  }
  walk.text += slice(template, from, from + walk.limit);
  return next;
}

const isPlaceholder = (kind: string): boolean =>
  kind === 's' ||
  kind === 'd' ||
  kind === 'i' ||
  kind === 'f' ||
  kind === 'j' ||
  kind === 'o' ||
  kind === 'O' ||
  kind === 'c';

function place(walk: Walk, kind: string, arg: unknown): void {
  if (kind === 'c') return;
  if (kind === 's' && typeof arg === 'string') {
    walk.text += slice(arg, 0, walk.limit);
  } else if ((kind === 'd' || kind === 'i' || kind === 'f') && typeof arg !== 'bigint') {
    const number =
      typeof arg === 'object' || typeof arg === 'function' || typeof arg === 'symbol'
        ? NaN_VALUE
        : toNumber(toText(arg as string | number | boolean | null | undefined));
    walk.text += toText(kind === 'i' && isFiniteNumber(number) ? number - (number % 1) : number);
  } else {
    inspect(walk, arg, kind === 's' ? MAX_DEPTH - 1 : 0, null);
  }
}

const NaN_VALUE = toNumber('NaN');
