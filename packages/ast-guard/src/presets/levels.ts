import { CALL_TOOL_NAME, type SecurityLevel } from '@enclave-vm/runtime-contract';
import type { SyntaxFeature } from '../tables/syntax-features.ts';

/** What one security level grants: the table that validator and prompt both come from. */
export interface LevelLanguage {
  readonly forbid: readonly SyntaxFeature[];
  readonly globals: readonly string[];
  readonly allowUnboundedLoops: boolean;
  readonly unicodeSecurityCheck: boolean;
  readonly blockTimingAPIs: boolean;
}

const STRICT_GLOBALS = [
  CALL_TOOL_NAME,
  'console',
  'undefined',
  'NaN',
  'Infinity',
  'Object',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Math',
  'JSON',
  'Date',
  'Intl',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'encodeURIComponent',
  'decodeURIComponent',
  'encodeURI',
  'decodeURI',
];

const SECURE_GLOBALS = [
  ...STRICT_GLOBALS,
  'Promise',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Symbol',
  'BigInt',
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'URIError',
  'EvalError',
  'AggregateError',
  'ArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'atob',
  'btoa',
  'structuredClone',
  'queueMicrotask',
  'DOMException',
];

const STANDARD_GLOBALS = [
  ...SECURE_GLOBALS,
  'RegExp',
  'Iterator',
  'Reflect',
  'Proxy',
  'DisposableStack',
  'AsyncDisposableStack',
  'SuppressedError',
  'escape',
  'unescape',
];

const NOT_IN_SECURE: readonly SyntaxFeature[] = [
  'classes',
  'generators',
  'for-await',
  'regular-expressions',
  'labels',
  'enums',
  'namespaces',
];

export const LEVELS: Readonly<Record<SecurityLevel, LevelLanguage>> = {
  STRICT: {
    forbid: ['var', 'functions', 'exceptions', 'switch', 'for-in', ...NOT_IN_SECURE],
    globals: STRICT_GLOBALS,
    allowUnboundedLoops: false,
    unicodeSecurityCheck: true,
    blockTimingAPIs: true,
  },
  SECURE: {
    forbid: NOT_IN_SECURE,
    globals: SECURE_GLOBALS,
    allowUnboundedLoops: false,
    unicodeSecurityCheck: true,
    blockTimingAPIs: false,
  },
  STANDARD: {
    forbid: [],
    globals: STANDARD_GLOBALS,
    allowUnboundedLoops: true,
    unicodeSecurityCheck: false,
    blockTimingAPIs: false,
  },
  PERMISSIVE: {
    forbid: [],
    globals: [...STANDARD_GLOBALS, 'globalThis'],
    allowUnboundedLoops: true,
    unicodeSecurityCheck: false,
    blockTimingAPIs: false,
  },
};

/** Every global that some level grants. */
export const ALL_GLOBALS: readonly string[] = STANDARD_GLOBALS;
