import { PERMITTED_GLOBALS } from './permits.ts';
import {
  deleteProperty,
  global,
  objectPrototype,
  ownKeys,
  SetConstructor,
  setAdd,
  setHas,
  setPrototypeOf,
} from './primordials.ts';

const permitted = new SetConstructor<PropertyKey>();
for (let i = 0; i < PERMITTED_GLOBALS.length; i++) setAdd(permitted, PERMITTED_GLOBALS[i] as string);

/**
 * Removes every global that the permit table does not list. One that cannot be removed would stay visible, so the realm
 * is refused.
 */
export function removeGlobals(): void {
  const names = ownKeys(global);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as PropertyKey;
    if (setHas(permitted, name)) continue;
    if (!deleteProperty(global, name)) throw new Error('A global could not be removed');
  }
  // Between the global object and Object.prototype stands an object of Node's own, with a constructor.
  setPrototypeOf(global, objectPrototype);
}
