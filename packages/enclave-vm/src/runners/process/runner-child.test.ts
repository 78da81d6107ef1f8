import { describe, expect, it } from 'vitest';
import type { LinkFault } from '../../bridge/link.ts';
import { findContainment } from './containment.ts';
import { childLaunch } from './launch.ts';
import { type RunnerChild, startChild } from './runner-child.ts';

const MB = 1024 * 1024;

/** What a child can say that has been taken over: `frame(kind, text, cpu, memory)` and `send(buffer)`. */
const TOOLS = `
const fs = require('fs');
const send = (bytes) => fs.writeSync(1, bytes);
const frame = (kind, text = '', cpu = 0, memory = 5e7) => {
  const body = Buffer.from(text);
  const head = Buffer.alloc(24);
  head.writeUInt32LE(body.length, 0); head[4] = kind; head.writeDoubleLE(cpu, 8); head.writeDoubleLE(memory, 16);
  return Buffer.concat([head, body]);
};
const READY = 1, REFUSED = 2, OUTPUT = 3, BROKEN = 4;
/** Waits until the host has sent as many frames of \`kind\`. */
let heard = Buffer.alloc(0);
const hear = (kind) => {
  for (;;) {
    for (; heard.length >= 24; ) {
      const size = 24 + heard.readUInt32LE(0);
      if (heard.length < size) break;
      const got = heard[4];
      heard = heard.subarray(size);
      if (got === kind) return;
    }
    const chunk = Buffer.alloc(65536);
    const count = fs.readSync(0, chunk);
    if (count === 0) process.exit(0);
    heard = Buffer.concat([heard, chunk.subarray(0, count)]);
  }
};
const RUN = 3, INPUT = 4, REST = 6;
`;

function start(story: string) {
  let child!: RunnerChild;
  const ended = new Promise<LinkFault>((resolve) => {
    const ready = new Promise<void>((isReady) => {
      const launch = childLaunch({ entryText: `${TOOLS}${story}`, memoryLimit: 64 * MB });
      const nested = findContainment().processes;
      child = startChild({ launch, nested, kernel: '', memoryLimit: 64 * MB }, isReady, (fault) => resolve(fault));
    });
    void ready.then(() => {
      child.beginRun({ config: '', libraries: [], code: '', maxOutput: 1e6 }, () => {});
      child.ask('', 2_000, Number.POSITIVE_INFINITY).catch(() => {});
    });
  });
  child?.hold(true);
  return { child, ended };
}

async function endOf(story: string): Promise<string> {
  const { child, ended } = start(story);
  const fault = await ended;
  await child.gone;
  return fault.kind;
}

describe('a child that has been taken over', () => {
  it.each([
    ['sends nonsense at once', 'send(Buffer.alloc(4096, 0x41)); hear(INPUT);', 'protocol'],
    [
      'claims a frame of 4 GB',
      'const f = frame(READY); f.writeUInt32LE(0xffffffff, 0); send(f); hear(INPUT);',
      'protocol',
    ],
    [
      'says more than its run may have to say',
      'send(frame(READY)); hear(INPUT); const f = frame(OUTPUT); f.writeUInt32LE(3e6 + 1, 0); send(f); hear(99);',
      'protocol',
    ],
    ['answers before it is asked', 'send(Buffer.concat([frame(READY), frame(OUTPUT, "x")])); hear(INPUT);', 'protocol'],
    [
      'answers twice',
      'send(frame(READY)); hear(INPUT); send(Buffer.concat([frame(OUTPUT), frame(OUTPUT)])); hear(99);',
      'protocol',
    ],
    ['is ready twice', 'send(Buffer.concat([frame(READY), frame(READY)])); hear(INPUT);', 'protocol'],
    [
      'answers with a kind that does not exist',
      'send(frame(READY)); hear(INPUT); send(frame(77, "x")); hear(99);',
      'protocol',
    ],
    ['breaks', 'send(frame(READY)); hear(INPUT); send(frame(BROKEN)); hear(99);', 'protocol'],
    [
      'gives impossible figures',
      'send(frame(READY)); hear(INPUT); send(frame(OUTPUT, "x", NaN)); hear(99);',
      'protocol',
    ],
    [
      'says that it used too much memory',
      'send(frame(READY)); hear(INPUT); send(frame(OUTPUT, "x", 0, 1e12)); hear(99);',
      'memory',
    ],
    ['exits while it is asked', 'send(frame(READY)); hear(INPUT); process.exit(3);', 'crashed'],
    ['never answers', 'send(frame(READY)); hear(99);', 'timeout'],
    [
      'answers half',
      'send(frame(READY)); hear(INPUT); send(frame(OUTPUT, "text").subarray(0, 26)); hear(99);',
      'timeout',
    ],
    ['dies at its start', 'process.exit(7)', 'crashed'],
    ['floods its stderr', 'send(frame(READY)); for (;;) fs.writeSync(2, "x".repeat(65536));', 'timeout'],
  ])('%s', async (_name, story, kind) => {
    expect(await endOf(story)).toBe(kind);
  });

  it.each([
    [47 * MB, 0, false],
    [49 * MB, 0, true],
    [MB, 440e6, false],
    [MB, 460e6, true],
  ])('with %i bytes above its start of 64 MB and %i microseconds of work is worn: %s', async (above, work, worn) => {
    const story = `send(frame(READY)); hear(INPUT); send(frame(OUTPUT, "x", ${work}, 6e8 + ${above})); hear(99);`;
    const { child } = start(story.replace('frame(READY)', 'frame(READY, "", 0, 6e8)'));
    while (child.asked || child.peakMemory === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect([child.peakMemory, child.worn]).toEqual([above, worn]);
    child.kill({ kind: 'closed' } as LinkFault);
    await child.gone;
  });

  it.each([
    ['is not ready again in time', 'hear(REST); hear(99);', 'crashed'],
    ['speaks again after it was ready', 'hear(REST); send(frame(READY)); send(frame(READY)); hear(99);', 'protocol'],
    ['gives another answer than that', 'hear(REST); send(frame(OUTPUT)); hear(99);', 'protocol'],
  ])('after a run of some milliseconds %s', async (_name, story, kind) => {
    const { child, ended } = start(`send(frame(READY)); hear(INPUT); send(frame(OUTPUT)); ${story}`);
    while (child.state !== 'running' || child.asked) await new Promise((resolve) => setTimeout(resolve, 5));
    child.endRun();
    expect(child.state).toBe('resting');
    child.hold(true);
    expect((await ended).kind).toBe(kind);
    await child.gone;
  });

  it('tells why it did not start', async () => {
    const { ended } = start('process.stderr.write("no luck today"); process.exit(7)');
    expect((await ended).message).toMatch(/did not start, it ended with exit code 7: no luck today/);
  });
});
