import { readFile, writeFile } from 'node:fs/promises';

/** The generators write into the repository that they stand in. */
export const root = new URL('../../', import.meta.url);

export const fileOf = (path: string): URL => new URL(path, root);

/** Ends the process with what is wrong with its arguments. */
export function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}

export const camelCase = (id: string): string =>
  id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

export async function edit(path: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(fileOf(path), 'utf8');
  const after = change(before);
  if (after === before) refuse(`${path} is not in the form that this generator knows: nothing was changed there.`);
  await writeFile(fileOf(path), after);
}

/** Puts a line among those that `isOne` picks, in the order of `key`. They must stand together. */
export function insertLine(
  text: string,
  line: string,
  isOne: (line: string) => boolean,
  key: (line: string) => string = (one) => one,
): string {
  const lines = text.split('\n');
  const first = lines.findIndex(isOne);
  if (first < 0) return text;
  const after = lines.findLastIndex((one) => isOne(one) && key(one) < key(line));
  lines.splice(after < 0 ? first : after + 1, 0, line);
  return lines.join('\n');
}
