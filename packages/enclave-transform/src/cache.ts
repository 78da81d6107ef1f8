import { hash } from 'node:crypto';
import packageFile from '../package.json' with { type: 'json' };
import { COUNT, checkOptions, FUNCTION } from './options.ts';

export interface TransformCacheOptions<Value> {
  /** Bytes that all values together may take. */
  readonly maxBytes: number;
  /** Size of a value in bytes. */
  readonly sizeOf: (value: Value) => number;
}

/**
 * Keeps finished work by content, in so many bytes, the least recently used going first. Work that fails is not kept.
 *
 * ```js
 * const cache = new TransformCache({ maxBytes: 1e6, sizeOf: ({ code }) => 6 * code.length });
 * const result = cache.get(contentKey('limits', source), () => transform(source, { plugins: [loopLimits()] }));
 * ```
 *
 * The work is synchronous, as `transform()` is, so that of several callers with one and the same content only the first does it.
 */
export class TransformCache<Value> {
  readonly #maxBytes: number;
  readonly #sizeOf: (value: Value) => number;
  // A Map iterates in order of insertion: an entry that is used moves to the end, the oldest is the first.
  readonly #entries = new Map<string, { readonly value: Value; readonly bytes: number }>();
  #bytes = 0;

  constructor(options: TransformCacheOptions<Value>) {
    checkOptions('new TransformCache()', options, { maxBytes: COUNT, sizeOf: FUNCTION }, ['maxBytes', 'sizeOf']);
    this.#maxBytes = options.maxBytes;
    this.#sizeOf = options.sizeOf;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What was made of this content before, or is made now. A value that alone is too large is given, but not kept. */
  get(key: string, make: () => Value): Value {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.value;
    }
    const value = make();
    this.#keep(key, value);
    return value;
  }

  #keep(key: string, value: Value): void {
    const bytes = this.#sizeOf(value) + key.length * 2;
    if (!(bytes <= this.#maxBytes)) return;
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#entries.delete(oldest);
      this.#bytes -= entry.bytes;
    }
  }
}

/**
 * A key for {@link TransformCache}: a hash (SHA-256) of everything that the outcome depends on, such as the source and what
 * stands for the options. The version of this package is in it.
 */
export function contentKey(...parts: readonly string[]): string {
  // With its length in front, no part can run into the next one.
  const text = parts.map((part) => `${part.length}:${part}`).join('');
  return hash('sha256', `${packageFile.version}\n${text}`, 'base64url');
}
