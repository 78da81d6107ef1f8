import type { RunEvent } from '@enclave-vm/core';
import { consoleLine, toolLine } from './event-line.ts';
import { paintFor } from './paint.ts';
import type { RunView } from './run-view.ts';

/** One line for each thing that has happened: for pipes, files and CI. */
export function plainView(stream: NodeJS.WriteStream): RunView {
  const paint = paintFor(stream);
  return {
    onEvent(event: RunEvent) {
      if (event.type === 'tool-settled') stream.write(`${toolLine(event.receipt, paint)}\n`);
      if (event.type === 'console') stream.write(`${consoleLine(event.entry, paint)}\n`);
    },
    end() {},
  };
}

/** Shows nothing: with `--json` and `--for-model` the result alone is the output. */
export const silentView: RunView = { onEvent() {}, end() {} };
