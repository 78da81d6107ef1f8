import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { ruleDocs } from './rule-docs.ts';

const folder = new URL('../../../docs/rules/', import.meta.url);
const pages = ruleDocs();
await mkdir(folder, { recursive: true });
for (const file of await readdir(folder)) if (!pages.has(file)) await rm(new URL(file, folder));
for (const [file, text] of pages) await writeFile(new URL(file, folder), text);
console.log(`${pages.size} pages written to docs/rules`);
