import fc from 'fast-check';

/** A stream of decisions. fast-check shrinks it, and a shorter stream of smaller numbers makes a simpler program. */
export class Tape {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  below(limit: number): number {
    return (this.#numbers[this.#at++] ?? 0) % limit;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  get isEmpty(): boolean {
    return this.#at >= this.#numbers.length;
  }
}

export const tapes = (maxLength: number): fc.Arbitrary<number[]> => fc.array(fc.nat(9999), { minLength: 4, maxLength });
