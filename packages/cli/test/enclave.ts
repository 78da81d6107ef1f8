import { execFile } from 'node:child_process';
import { join } from 'node:path';

export const BINARY = join(import.meta.dirname, '..', 'dist', 'main.js');

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built command in the folder of the fixtures. */
export function enclave(args: string[], input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: join(import.meta.dirname, 'fixtures'), timeout: 60_000 };
    const child = execFile(process.execPath, [BINARY, ...args], options, (_error, stdout, stderr) => {
      resolve({ status: child.exitCode, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}
