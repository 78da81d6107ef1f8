import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileFault } from './file-fault.ts';

/** Editors write a file in several steps; a run starts when there was silence for so long. */
const SETTLE = 60;

/**
 * Runs this same command again, in a process of its own, whenever one of `files` changes. A new process each time, because
 * a module that was loaded once stays loaded. Ends when the process is interrupted.
 */
export async function watchAndRun(files: readonly string[], args: readonly string[]): Promise<void> {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;

  const start = async () => {
    await stop(child);
    if (process.stdout.isTTY) process.stdout.write('\u001b[2J\u001b[3J\u001b[H');
    child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', ...args], { stdio: 'inherit' });
    child.once('exit', () => process.stderr.write('Waiting for a change. Ctrl+C ends.\n'));
  };
  const onChange = () => {
    clearTimeout(timer);
    timer = setTimeout(start, SETTLE);
  };

  const watchers = watchFiles(files, onChange);
  await start();
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
  await stop(child);
}

/** Folders are watched and not the files: an editor that saves by renaming leaves a watched file behind. */
function watchFiles(files: readonly string[], onChange: () => void): FSWatcher[] {
  const namesByFolder = new Map<string, Set<string>>();
  for (const path of files.map((file) => resolve(file))) {
    const folder = dirname(path);
    namesByFolder.set(folder, (namesByFolder.get(folder) ?? new Set()).add(basename(path)));
  }
  return [...namesByFolder].map(([folder, names]) => {
    try {
      return watch(folder, (_event, name) => {
        if (name === null || names.has(name)) onChange();
      });
    } catch (error) {
      const [name = ''] = names;
      throw fileFault(join(folder, name), error);
    }
  });
}

async function stop(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.removeAllListeners('exit');
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
