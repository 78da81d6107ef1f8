import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryAddress, repositoryFields } from './repository.mjs';

const ACTIONS = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'owner/name' };

test('GitHub Actions says where a package comes from', () => {
  expect(repositoryFields('packages/core', repositoryAddress(ACTIONS, {}))).toEqual({
    repository: { type: 'git', url: 'git+https://github.com/owner/name.git', directory: 'packages/core' },
    bugs: 'https://github.com/owner/name/issues',
    homepage: 'https://github.com/owner/name/tree/HEAD/packages/core#readme',
  });
});

test('what the root package.json says comes first', () => {
  const root = { repository: 'https://example.com/other/place.git' };
  expect(repositoryAddress(ACTIONS, root)).toBe('https://example.com/other/place');
});

test('where nothing says it, nothing is made up, and a release ends at once with what to do', () => {
  expect(repositoryFields('packages/core', repositoryAddress({}, {}))).toEqual({});
  const copy = mkdtempSync(join(tmpdir(), 'enclave-release-'));
  try {
    writeFileSync(join(copy, 'package.json'), '{}');
    mkdirSync(join(copy, 'scripts'));
    for (const file of ['repository.mjs', 'assert-repository.ts'])
      cpSync(join(import.meta.dirname, file), join(copy, 'scripts', file));
    const release = (repository: string) =>
      spawnSync(process.execPath, ['--no-warnings', join(copy, 'scripts/assert-repository.ts')], {
        encoding: 'utf8',
        env: { ...process.env, GITHUB_REPOSITORY: repository },
      });
    expect(release('')).toMatchObject({ status: 1, stderr: expect.stringContaining('set "repository"') });
    expect(release('owner/name')).toMatchObject({ status: 0 });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
