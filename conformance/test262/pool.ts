import { type ChildProcess, fork } from 'node:child_process';
import type { Comparison, Manner } from './compare.ts';
import type { Request } from './worker.ts';

/** Longest that one file may take, all its modes together. */
const STUCK = 60_000;
/** Files after which a process is replaced: contexts that ran code with pending jobs are not all collected. */
const FILES_PER_PROCESS = 200;

export interface FileResult {
  readonly file: string;
  readonly results?: readonly Comparison[];
  /** Why there are no results: the runner itself failed, or the process died. */
  readonly failure?: string;
}

/** Gives `files` to as many processes as asked for. A process that dies or hangs costs its file and is replaced. */
export async function compareAll(
  root: string,
  files: readonly string[],
  { jobs, ...manner }: Manner & { readonly jobs: number },
  onResult: (result: FileResult) => void,
): Promise<void> {
  const queue = [...files].reverse();
  await Promise.all(
    Array.from({ length: Math.min(jobs, files.length) }, async () => {
      let child: ChildProcess | undefined;
      let served = 0;
      for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
        child ??= fork(new URL('./worker.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
        const result = await ask(child, { root, file, manner });
        if (++served % FILES_PER_PROCESS === 0 && child.connected) child.disconnect();
        if (child.exitCode !== null || child.signalCode !== null || !child.connected) child = undefined;
        onResult(result);
      }
      child?.disconnect();
    }),
  );
}

function ask(child: ChildProcess, request: Request): Promise<FileResult> {
  const { file } = request;
  return new Promise((resolve) => {
    const finish = (result: FileResult): void => {
      clearTimeout(timer);
      child.off('message', finish as never);
      child.off('exit', onExit);
      resolve(result);
    };
    const onExit = (code: number | null, signal: string | null): void =>
      finish({ file, failure: `the process ended with ${signal ?? code}` });
    const timer = setTimeout(() => child.kill('SIGKILL'), STUCK);
    child.on('message', finish as never);
    child.on('exit', onExit);
    child.send(request);
  });
}
