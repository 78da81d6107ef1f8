import {
  arrayBufferByteLength,
  asyncGeneratorPrototype,
  bigintValue,
  booleanValue,
  dataViewByteLength,
  dateTime,
  errorPrototype,
  generatorPrototype,
  inPrototypeChain,
  mapSize,
  numberValue,
  promisePrototype,
  regExpFlag,
  setSize,
  stringValue,
  symbolValue,
  typedArrayName,
  weakCollectionHas,
} from '../primordials.ts';

export type Brand =
  | 'array buffer'
  | 'bigint'
  | 'boolean'
  | 'data view'
  | 'date'
  | 'error'
  | 'generator'
  | 'map'
  | 'number'
  | 'object'
  | 'promise'
  | 'regexp'
  | 'set'
  | 'string'
  | 'symbol'
  | 'typed array'
  | 'weak collection';

const probeKey = {};

/**
 * Says what kind of object this is by its internal slots, which no script can fake or hide. Only errors, promises and
 * generators are told by inheritance.
 */
export function brandOf(value: object): Brand {
  if (typedArrayName(value) !== undefined) return 'typed array';
  if (inPrototypeChain(errorPrototype, value)) return 'error';
  if (inPrototypeChain(promisePrototype, value)) return 'promise';
  if (inPrototypeChain(generatorPrototype, value) || inPrototypeChain(asyncGeneratorPrototype, value))
    return 'generator';
  if (has(dateTime, value)) return 'date';
  if (has(mapSize, value)) return 'map';
  if (has(setSize, value)) return 'set';
  // Only real regular expressions have the slot; RegExp.prototype answers `undefined`.
  if (has(regExpFlag.g as Probe, value)) return 'regexp';
  if (has(arrayBufferByteLength, value)) return 'array buffer';
  if (has(dataViewByteLength, value)) return 'data view';
  if (has(numberValue, value)) return 'number';
  if (has(stringValue, value)) return 'string';
  if (has(booleanValue, value)) return 'boolean';
  if (has(bigintValue, value)) return 'bigint';
  if (has(symbolValue, value)) return 'symbol';
  if (isWeakCollection(value)) return 'weak collection';
  return 'object';
}

type Probe = (self: unknown) => unknown;

function has(probe: Probe, value: object): boolean {
  try {
    return probe(value) !== undefined;
  } catch {
    return false;
  }
}

function isWeakCollection(value: object): boolean {
  for (let i = 0; i < weakCollectionHas.length; i++) {
    try {
      (weakCollectionHas[i] as (self: unknown, key: object) => boolean)(value, probeKey);
      return true;
    } catch {
      // Not of this kind: look at the next.
    }
  }
  return false;
}
