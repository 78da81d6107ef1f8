import { Misuse } from './misuse.ts';

/** Why a file could not be read, in a sentence. */
export function fileFault(path: string, error: unknown): Misuse {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new Misuse(`There is no file ${path}.`);
  if (code === 'EISDIR') return new Misuse(`${path} is a directory, not a file.`);
  if (code === 'EACCES') return new Misuse(`${path} may not be read.`);
  return new Misuse(`Cannot read ${path}: ${message}`);
}
