import { LinkFault } from '../../../bridge/link.ts';
import { CHILD_FRAME, HOST_FRAME } from '../frame.ts';
import { hardenMainRealm } from './harden.ts';
import { openPipe } from './pipe.ts';
import { type PreparedRealm, prepareRealm, type Realm } from './realm.ts';
import { createUsage } from './usage.ts';

/** The child half: one realm a run, one run at a time, and the next realm ready before it is asked for. */
function serve(): void {
  const nextTurn = setImmediate;
  const { reallyExit } = process as NodeJS.Process & { reallyExit(code: number): never };
  const leave = () => reallyExit(0);
  const usage = createUsage(process);
  const pipe = openPipe(Buffer, leave);
  hardenMainRealm();

  const kernel = take(HOST_FRAME.kernel);
  const libraries: string[] = JSON.parse(take(HOST_FRAME.libraries));
  let spare: PreparedRealm = prepareRealm({ kernel, libraries });
  answer(CHILD_FRAME.ready, '');
  nextTurn(serveRun);

  function take(kind: number): string {
    const frame = pipe.read();
    // The host is the only one at the other end: it never errs, and there is nobody to tell if it does.
    if (frame.kind !== kind) leave();
    return frame.text;
  }

  function answer(kind: number, text: string): void {
    const { cpuMicros, memory } = usage.read();
    pipe.write(kind, text, cpuMicros, memory);
  }

  function serveRun(): void {
    const config = take(HOST_FRAME.config);
    const code = take(HOST_FRAME.code);
    let realm: Realm | undefined;
    for (let frame = pipe.read(); frame.kind !== HOST_FRAME.end; frame = pipe.read()) {
      try {
        realm ??= spare.start({ config, code });
        answer(CHILD_FRAME.output, realm.exchange(frame.text));
      } catch (error) {
        // Anything but our own fault may be a guest's value, of which nothing is read.
        if (error instanceof LinkFault && error.kind === 'refused') answer(CHILD_FRAME.refused, error.message);
        else answer(CHILD_FRAME.broken, '');
      }
    }
    spare = prepareRealm({ kernel, libraries });
    answer(CHILD_FRAME.ready, '');
    // A turn of the event loop between two runs lets Node drop the promises that the last guest left rejected.
    nextTurn(serveRun);
  }
}

export default serve();
