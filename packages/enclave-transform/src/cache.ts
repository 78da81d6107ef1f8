import { createHash } from 'node:crypto';

export interface TransformCacheOptions<Value> {
  /** Bytes that all values together may take. */
  readonly maxBytes: number;
  /** Size of a value in bytes. Default: the length of its `code` times two. */
  readonly sizeOf?: (value: Value) => number;
}

/**
 * Keeps finished work by content, in so many bytes, the least recently used going first. Work that is asked for while it is
 * being done is done once; work that fails is not kept.
 */
export class TransformCache<Value extends { readonly code: string }> {
  readonly #maxBytes: number;
  readonly #sizeOf: (value: Value) => number;
  readonly #values = new Map<string, { readonly value: Value; readonly bytes: number }>();
  readonly #pending = new Map<string, Promise<Value>>();
  #bytes = 0;

  constructor({ maxBytes, sizeOf = ({ code }) => code.length * 2 }: TransformCacheOptions<Value>) {
    this.#maxBytes = maxBytes;
    this.#sizeOf = sizeOf;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What was made of this content before, or is made now. */
  get(key: string, make: () => Value): Value {
    const known = this.#values.get(key);
    if (known !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, known);
      return known.value;
    }
    return this.#keep(key, make());
  }

  /** The same for work that takes its time. */
  getAsync(key: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.#values.get(key);
    if (known !== undefined) return Promise.resolve(this.get(key, () => known.value));
    const pending = this.#pending.get(key);
    if (pending !== undefined) return pending;
    const work = make()
      .then((value) => this.#keep(key, value))
      .finally(() => this.#pending.delete(key));
    this.#pending.set(key, work);
    return work;
  }

  #keep(key: string, value: Value): Value {
    const bytes = this.#sizeOf(value) + key.length * 2;
    if (bytes > this.#maxBytes) return value;
    this.#values.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const [oldest, entry] of this.#values) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#values.delete(oldest);
      this.#bytes -= entry.bytes;
    }
    return value;
  }
}

/** A key for {@link TransformCache}: a hash of everything that the outcome depends on (source, options, versions). */
export function contentKey(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  // With its length in front, no part can run into the next one.
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('base64url');
}
