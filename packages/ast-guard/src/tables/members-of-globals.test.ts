import { expect, test } from 'vitest';
import { MEMBERS_OF_GLOBALS } from './members-of-globals.ts';

test('lists every function that the objects of this Node have', () => {
  for (const [name, members] of MEMBERS_OF_GLOBALS) {
    const object = (globalThis as unknown as Record<string, Record<string, unknown>>)[name] ?? {};
    // What Node's console has of its own: its class, and what its inspector adds.
    const own = Object.getOwnPropertyNames(object).filter((key) => typeof object[key] === 'function');
    const missing = own.filter((key) => !members.has(key) && !/^(?:Console|context|createTask|_\w+)$/.test(key));
    expect(missing, name).toEqual([]);
  }
});
