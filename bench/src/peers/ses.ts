import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('./ses-child.ts', import.meta.url));

/** `lockdown()` changes the whole realm, so SES gets a process of its own and times itself there. */
export async function openSes(code: string): Promise<{ run(): Promise<number>; dispose(): void }> {
  const child: ChildProcess = fork(CHILD, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(child, 'message');
  return {
    async run() {
      child.send(code);
      const [ms] = (await once(child, 'message')) as [number];
      return ms;
    },
    dispose: () => void child.kill(),
  };
}
