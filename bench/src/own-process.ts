import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A contestant that times itself where nobody else's garbage is: the child says that it is ready, and answers each message with a figure. */
export async function openOwnProcess(
  child: URL,
  message: string,
): Promise<{ run(): Promise<number>; dispose(): void }> {
  const own: ChildProcess = fork(fileURLToPath(child), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(own, 'message');
  return {
    async run() {
      own.send(message);
      const [figure] = (await once(own, 'message')) as [number];
      return figure;
    },
    dispose: () => void own.kill(),
  };
}
