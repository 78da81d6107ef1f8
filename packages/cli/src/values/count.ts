import { InvalidArgumentError } from 'commander';

/** A whole number, with `_` or `,` between digits where that is easier to read. */
export function parseCount(text: string): number {
  const digits = text.replaceAll(/[_,]/g, '');
  if (!/^\d+$/.test(digits)) throw new InvalidArgumentError('Give a whole number.');
  return Number(digits);
}
