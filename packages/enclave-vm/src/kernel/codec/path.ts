import { charCodeAt, quote, toText } from '../primordials.ts';

/** A container on the way to where a walk stands, with the key that it is at. */
export interface Place {
  readonly parent: Place | null;
  kind: 'key' | 'index' | 'map key' | 'map value' | 'entry';
  key: string | number;
}

const MAX_KEY_LENGTH = 100;

/** `value.items[3]["odd key"]`, as one would write it in the script. */
export function pathOf(root: string, place: Place | null): string {
  let path = '';
  let steps = 0;
  for (let at = place; at !== null; at = at.parent) {
    path = ++steps > 50 ? path : step(at) + path;
  }
  return steps > 50 ? `${root}...${path}` : root + path;
}

function step(place: Place): string {
  const key = toText(place.key);
  switch (place.kind) {
    case 'index':
      return `[${key}]`;
    case 'map key':
      return `.keys()[${key}]`;
    case 'entry':
      return `.values()[${key}]`;
    case 'map value':
      return `.get(${quoted(key)})`;
    default:
      return isIdentifier(key) ? `.${key}` : `[${quoted(key)}]`;
  }
}

const quoted = (key: string): string => (key.length > MAX_KEY_LENGTH ? '"..."' : quote(key));

function isIdentifier(key: string): boolean {
  if (key === '' || key.length > MAX_KEY_LENGTH) return false;
  for (let i = 0; i < key.length; i++) {
    const unit = charCodeAt(key, i) | 32;
    const letter = (unit >= 97 && unit <= 122) || key[i] === '_' || key[i] === '$';
    const digit = charCodeAt(key, i) >= 48 && charCodeAt(key, i) <= 57;
    if (!letter && !(digit && i > 0)) return false;
  }
  return true;
}
