import { liveView } from './live-view.ts';
import { plainView, silentView } from './plain-view.ts';
import type { RunTitle, RunView } from './run-view.ts';

export type OutputForm = 'text' | 'json' | 'model';

/** Live on a terminal, lines otherwise, silence where the result alone is the output. Events go to stderr. */
export function chooseView(form: OutputForm, title: RunTitle): RunView {
  if (form !== 'text') return silentView;
  return isInteractive() ? liveView(process.stderr, title) : plainView(process.stderr);
}

function isInteractive(): boolean {
  return process.stderr.isTTY && process.stdout.isTTY && process.env.TERM !== 'dumb' && !process.env.CI;
}
