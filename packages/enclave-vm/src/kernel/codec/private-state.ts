import { charCodeAt, functionToString, getOwnPropertyDescriptor, getPrototypeOf, indexOf } from '../primordials.ts';

/**
 * Does a class that this instance belongs to declare private members? A copy would silently lose them. The language
 * offers no way to ask, so the class's own text is searched for `.#name`, without which private state has no use.
 */
export function hasPrivateState(value: object): boolean {
  for (let prototype = getPrototypeOf(value); prototype !== null; prototype = getPrototypeOf(prototype)) {
    const owner = getOwnPropertyDescriptor(prototype, 'constructor')?.value as unknown;
    if (typeof owner === 'function' && usesPrivateNames(functionToString(owner as never))) return true;
  }
  return false;
}

function usesPrivateNames(text: string): boolean {
  for (let at = indexOf(text, '.#'); at !== -1; at = indexOf(text, '.#', at + 2)) {
    const unit = charCodeAt(text, at + 2);
    const letter = unit | 32;
    if ((letter >= 97 && letter <= 122) || unit === 95 || unit === 36 || unit > 127) return true;
  }
  return false;
}
