import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TakenIn {
  name: string;
  version: string;
  licence: string;
}

/** The packages whose code a build has put into a tarball: headings of its notices, `## name version (licence)`. */
export async function takenIn(packageFolder: string): Promise<TakenIn[]> {
  const notices = await readFile(join(packageFolder, 'THIRD-PARTY-NOTICES.md'), 'utf8').catch(() => '');
  const headings = notices.matchAll(/^## (\S+) (\S+) \((.+)\)$/gm);
  return [...headings].map(([, name = '', version = '', licence = '']) => ({ name, version, licence }));
}
