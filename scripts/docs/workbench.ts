import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { publicPackages, root } from '../public-packages.ts';

const run = promisify(execFile);

/** A folder that looks like the project of a reader: our packages are installed, and those that pages mention. */
export interface Workbench extends AsyncDisposable {
  readonly folder: string;
  add(name: string, text: string): Promise<void>;
  /** What the compiler has to say about all TypeScript files, or an empty text. */
  typeCheck(): Promise<string>;
  /** Runs a file; rejects when it fails. */
  run(name: string): Promise<string>;
}

const COMPANIONS: Readonly<Record<string, string>> = {
  zod: 'packages/core',
  valibot: 'packages/core',
  arktype: 'packages/core',
  fastify: 'examples/http-service',
  '@types/node': '.',
};

export async function openWorkbench(): Promise<Workbench> {
  const folder = await mkdtemp(join(tmpdir(), 'enclave-docs-'));
  const link = async (name: string, target: string) => {
    const path = join(folder, 'node_modules', name);
    await mkdir(dirname(path), { recursive: true });
    await symlink(target, path);
  };
  for (const pkg of await publicPackages()) await link(pkg.name, pkg.folder);
  for (const [name, owner] of Object.entries(COMPANIONS)) {
    const target = join(root, owner, 'node_modules', name);
    if (existsSync(target)) await link(name, target);
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));

  return {
    folder,
    add: (name, text) => writeFile(join(folder, name), text),
    async typeCheck() {
      if (!(await readdir(folder)).some((name) => name.endsWith('.ts'))) return '';
      return run(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).then(
        () => '',
        (error: { stdout: string }) => error.stdout,
      );
    },
    async run(name) {
      const { stdout } = await run(NODE, [name], { cwd: folder, timeout: 25_000 });
      return stdout;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** The Node of the repository, whatever runs the tests: pages use `await using`, which Node 22 does not parse. */
const NODE = join(root, 'node_modules/.bin/node');

/** As strict as our own, with what a script of a reader may lack. */
const TSCONFIG = {
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2024', 'ESNext.Disposable'],
    module: 'NodeNext',
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    moduleDetection: 'force',
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
  },
  include: ['*.ts'],
};
