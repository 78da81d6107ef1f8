import { readFile } from 'node:fs/promises';
import { fileFault } from './file-fault.ts';
import { Misuse } from './misuse.ts';

/** Reads the JSON object whose entries the script finds as global names. */
export async function loadGlobals(path: string): Promise<Record<string, unknown>> {
  let globals: unknown;
  try {
    globals = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw fileFault(path, error);
    throw new Misuse(`${path} is no JSON: ${error.message}`);
  }
  if (typeof globals !== 'object' || globals === null || Array.isArray(globals)) {
    throw new Misuse(`${path} must hold a JSON object, whose keys become global names.`);
  }
  return globals as Record<string, unknown>;
}
