import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryFields } from './scripts/repository.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

export const hooks = {
  /** A packed package says where it comes from; the files in the repository need not. */
  beforePacking: (manifest, folder) => ({
    ...manifest,
    ...repositoryFields(relative(root, folder).replaceAll('\\', '/')),
  }),
};
