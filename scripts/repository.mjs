// Plain JavaScript: `.pnpmfile.mjs` needs it, and pnpm runs on whatever Node the machine has.
import { readFileSync } from 'node:fs';

/** What to do where nothing says what the public repository is. */
export const HOW_TO_SAY =
  'No public repository is known. npm provenance needs it: set "repository" in the root package.json to its https:// ' +
  'address. In GitHub Actions it is known by itself (GITHUB_REPOSITORY).';

const readRoot = () => JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/**
 * The public repository's address, such as `https://github.com/owner/name`, from the one place where it is set.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {{ repository?: string }} root the manifest of the repository's root
 * @returns {string | undefined}
 */
export function repositoryAddress(env = process.env, root = readRoot()) {
  if (root.repository !== undefined) return root.repository.replace(/\.git$/, '');
  if (env.GITHUB_REPOSITORY) return `${env.GITHUB_SERVER_URL ?? 'https://github.com'}/${env.GITHUB_REPOSITORY}`;
  return undefined;
}

/**
 * The fields of a published package.json that follow from it: none where it is not known.
 *
 * @param {string} directory of the package, in the repository
 * @param {string | undefined} address
 */
export function repositoryFields(directory, address = repositoryAddress()) {
  if (address === undefined) return {};
  return {
    repository: { type: 'git', url: `git+${address}.git`, directory },
    bugs: `${address}/issues`,
    homepage: `${address}/tree/HEAD/${directory}#readme`,
  };
}
