import { LinkFault } from '../../../bridge/link.ts';
import { type PreparedRealm, prepareRealm, type Realm, type RunText } from '../../../bridge/realm.ts';
import { BELL_ARGUMENT, CHILD_FRAME, HOST_FRAME, unpackRun } from '../frame.ts';
import { hardenMainRealm } from './harden.ts';
import { openPipe } from './pipe.ts';
import { createUsage } from './usage.ts';

/** A guest that gets an error made here holds an object of this realm: it gets a string. */
function refuseImport(): never {
  throw 'import() is not available';
}

/** The child half: one realm a run, one run at a time, and the next realm ready before it is asked for. */
function serve(): void {
  const nextTurn = setImmediate;
  const { reallyExit } = process as NodeJS.Process & { reallyExit(code: number): never };
  const leave = () => reallyExit(0);
  const usage = createUsage(process);
  const bell = process.argv.includes(BELL_ARGUMENT);
  const pipe = openPipe({ buffers: Buffer, now: performance.now.bind(performance), bell, leave });
  hardenMainRealm();

  const kernel = take(HOST_FRAME.kernel);
  const known: string[] = [];
  const prepare = () => prepareRealm({ kernel, importHook: refuseImport, flagsFixed: true });
  let spare: PreparedRealm | undefined = prepare();
  answer(CHILD_FRAME.ready, '');
  nextTurn(serveRun);

  function take(kind: number): string {
    const frame = pipe.read();
    // The host is the only one at the other end: it never errs, and there is nobody to tell if it does.
    if (frame.kind !== kind) leave();
    return frame.text;
  }

  function answer(kind: number, text: string): void {
    pipe.write(kind, text, usage.read());
  }

  function takeRun(): RunText {
    let frame = pipe.read();
    for (; frame.kind === HOST_FRAME.library; frame = pipe.read()) known.push(frame.text);
    if (frame.kind !== HOST_FRAME.run) leave();
    const { config, code, libraries } = unpackRun(frame.text);
    return { config, code, libraries: libraries.map((number) => known[number] as string) };
  }

  function serveRun(): void {
    const run = takeRun();
    const prepared = spare ?? prepare();
    spare = undefined;
    let realm: Realm | undefined;
    const exchange = (input: string): string => {
      realm ??= prepared.start(run);
      return realm.exchange(input);
    };
    let frame = pipe.read();
    for (; frame.kind === HOST_FRAME.input; frame = pipe.read()) {
      try {
        const { text } = frame;
        answer(
          CHILD_FRAME.output,
          usage.measure(() => exchange(text)),
        );
      } catch (error) {
        // Anything but our own fault may be a guest's value, of which nothing is read.
        if (error instanceof LinkFault && error.kind === 'refused') answer(CHILD_FRAME.refused, error.message);
        else answer(CHILD_FRAME.broken, '');
      }
      // While the host is busy with the answer: the next run finds its realm ready.
      spare ??= prepare();
    }
    const awaited = frame.kind === HOST_FRAME.rest;
    // A turn of the event loop between two runs lets Node drop the promises that the last guest left rejected.
    nextTurn(() => {
      if (awaited) answer(CHILD_FRAME.ready, '');
      serveRun();
    });
  }
}

export default serve();
