import { defineGlobal } from './define-global.ts';

/** The names that have a legacy `code`, as the Web IDL standard lists them. */
const CODES: Record<string, number> = {
  IndexSizeError: 1,
  HierarchyRequestError: 3,
  WrongDocumentError: 4,
  InvalidCharacterError: 5,
  NoModificationAllowedError: 7,
  NotFoundError: 8,
  NotSupportedError: 9,
  InUseAttributeError: 10,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidModificationError: 13,
  NamespaceError: 14,
  InvalidAccessError: 15,
  TypeMismatchError: 17,
  SecurityError: 18,
  NetworkError: 19,
  AbortError: 20,
  URLMismatchError: 21,
  QuotaExceededError: 22,
  TimeoutError: 23,
  InvalidNodeTypeError: 24,
  DataCloneError: 25,
};

/**
 * A real error, as in browsers and Node; the one of core-js only inherits from Error, so `Error.isError` denies it. The
 * legacy constants (`DOMException.DATA_CLONE_ERR`) are left out.
 */
export class DOMException extends Error {
  readonly #name: string;

  constructor(message: unknown = '', options: unknown = 'Error') {
    const bag =
      typeof options === 'object' && options !== null ? (options as { name?: unknown; cause?: unknown }) : null;
    super(`${message}`, bag && 'cause' in bag ? { cause: bag.cause } : undefined);
    this.#name = `${bag ? (bag.name ?? 'Error') : options}`;
  }

  override get name(): string {
    return this.#name;
  }

  get code(): number {
    return Object.hasOwn(CODES, this.#name) ? (CODES[this.#name] as number) : 0;
  }

  get [Symbol.toStringTag](): string {
    return 'DOMException';
  }
}

defineGlobal('DOMException', DOMException);
