import { pathToFileURL } from 'node:url';
import { UsageError } from '../command-line.ts';
import { inCorpus } from '../corpus.ts';

export interface World {
  readonly callTool: (name: string, args: unknown) => Promise<unknown>;
}

/**
 * Gives fresh tools each time it is called.
 *
 * @throws UsageError when the module cannot be loaded or does not export `createWorld`
 */
export async function loadToolWorld(file = inCorpus('tools.mjs')): Promise<() => World> {
  const { createWorld } = await load(file);
  if (typeof createWorld !== 'function') throw new UsageError(`${file} does not export a function createWorld()`);
  return createWorld as () => World;
}

async function load(file: string): Promise<{ createWorld?: unknown }> {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    throw new UsageError(`${file} cannot be loaded: ${(error as Error).message}`);
  }
}
