/** The functions that the objects of the language have, as of ES2026: what a script may call of them by name. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  console:
    'assert clear count countReset debug dir dirxml error group groupCollapsed groupEnd info log table time timeEnd timeLog timeStamp trace warn profile profileEnd',
  JSON: 'parse stringify rawJSON isRawJSON',
  Math: 'abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 f16round floor fround hypot imul log log10 log1p log2 max min pow random round sign sin sinh sqrt sumPrecise tan tanh trunc',
  Number: 'isFinite isInteger isNaN isSafeInteger parseFloat parseInt',
  Object:
    'assign create defineProperties defineProperty entries freeze fromEntries getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols getPrototypeOf groupBy hasOwn is isExtensible isFrozen isSealed keys preventExtensions seal setPrototypeOf values',
  Array: 'from fromAsync isArray of',
  String: 'fromCharCode fromCodePoint raw',
  Promise: 'all allSettled any race reject resolve try withResolvers',
  Date: 'UTC now parse',
  Reflect:
    'apply construct defineProperty deleteProperty get getOwnPropertyDescriptor getPrototypeOf has isExtensible ownKeys preventExtensions set setPrototypeOf',
};

/** What every function and object has besides. */
const COMMON = 'apply bind call hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf';

/** By the name of the global object, in a map: the names are the source's. */
export const MEMBERS_OF_GLOBALS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(FUNCTIONS).map(([name, own]) => [name, new Set([...own.split(' '), ...COMMON.split(' ')])]),
);
