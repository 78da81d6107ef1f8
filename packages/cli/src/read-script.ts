import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileFault } from './file-fault.ts';

/** The text of a script; `-` is the standard input. */
export async function readScript(path: string): Promise<string> {
  if (path === '-') return text(process.stdin);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw fileFault(path, error);
  }
}
