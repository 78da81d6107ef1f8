import type { ExecutionResult, RunEvent } from '@enclave-vm/core';
import { createLogUpdate } from 'log-update';
import { consoleLine, toolLine } from './event-line.ts';
import { drawLiveState, newLiveState, SPINNER_INTERVAL, updateLiveState } from './live-state.ts';
import { paintFor } from './paint.ts';
import { finalBars } from './result-text.ts';
import type { RunTitle, RunView } from './run-view.ts';
import { safeLine } from './safe-text.ts';

/** What has happened scrolls up as ordinary lines; below it, calls in flight and budgets are redrawn in place. */
export function liveView(stream: NodeJS.WriteStream, title: RunTitle): RunView {
  const paint = paintFor(stream);
  const screen = createLogUpdate(stream);
  const state = newLiveState(Date.now());
  const draw = () => screen(drawLiveState(state, title, Date.now(), paint, stream.columns));
  screen.persist(`${paint('bold', safeLine(title.script))}  ${paint('dim', `${title.level} · ${title.isolation}`)}`);
  draw();
  const timer = setInterval(draw, SPINNER_INTERVAL);

  return {
    onEvent(event: RunEvent) {
      updateLiveState(state, event, Date.now());
      if (event.type === 'tool-settled') screen.persist(toolLine(event.receipt, paint));
      if (event.type === 'console') screen.persist(consoleLine(event.entry, paint));
    },
    end(result: ExecutionResult | undefined) {
      clearInterval(timer);
      screen(result ? `\n${finalBars(result, title.limits, paint, stream.columns).join('\n')}` : '');
      screen.done();
    },
  };
}
