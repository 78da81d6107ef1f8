import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkFactory, LinkFault } from './bridge/link.ts';
import { ERROR_CODES } from './codes.ts';
import { resolveLimits } from './levels.ts';
import { startRun } from './session.ts';
import { errorOf, resultOf } from './tiers/tiers.ts';

const state = (iterations = 0) => `S ${iterations} 0 0\n`;
const frame = (kind: string, first: number, second: number, payload: string) =>
  `${kind} ${first} ${second} ${payload.length}\n${payload}`;

/** A realm whose kernel was taken over: it answers with what the test says, in turn. */
function hostile(...answers: string[]): LinkFactory & { readonly closed: boolean[]; readonly heard: string[] } {
  const closed: boolean[] = [];
  const heard: string[] = [];
  let end: ((fault: LinkFault) => void) | undefined;
  return {
    closed,
    heard,
    async open() {
      return {
        cpuTime: 0,
        async exchange(input) {
          heard.push(input);
          const answer = answers.shift();
          if (answer !== undefined) return answer;
          return new Promise((_, reject) => {
            end = reject;
          });
        },
        close(fault = false) {
          closed.push(fault);
          end?.(new LinkFault('closed'));
        },
      };
    },
  };
}

const limits = resolveLimits('STANDARD', {
  timeout: 300,
  maxToolCalls: 2,
  maxConsoleCalls: 2,
  maxConsoleOutputBytes: 10,
  maxResultBytes: 50,
  maxToolPayloadBytes: 50,
});
const run = (factory: LinkFactory, callTool = (): unknown => 1) =>
  startRun(factory, { code: '' }, { limits, callTool });

const THROWN = `["E","${'m'.repeat(8_000)}",[],null,[]]`;
const withErrors = (count: number, thrown: string): string =>
  `[["E","m",[],null,[${Array.from({ length: count }, () => thrown.replace(/^\[(\[.*\]),null,null,null\]$/, '$1')).join()}]],null,null,null]`;

describe('a kernel that was taken over', () => {
  it.each([
    ['speaks nonsense', ['hello'], 'PROTOCOL_ERROR'],
    ['says nothing', [''], 'PROTOCOL_ERROR'],
    ['returns malformed data', [frame('V', 0, 0, 'x{"$":"ref","v":0}') + state()], 'PROTOCOL_ERROR'],
    ['returns a key that pollutes', [frame('V', 0, 0, 'j{"__proto__":{}}') + state()], 'PROTOCOL_ERROR'],
    ['returns too much', [frame('V', 0, 0, `j"${'x'.repeat(100)}"`) + state()], 'RESULT_TOO_LARGE'],
    ['calls a tool without a name', [frame('C', 1, 0, 'j1') + state()], 'PROTOCOL_ERROR'],
    ['calls a tool by number', [frame('C', 1, 0, '5\nj1') + state()], 'PROTOCOL_ERROR'],
    [
      'calls a tool by a name that is too long',
      [frame('C', 1, 0, `"${'x'.repeat(100_000)}"\nj1`) + state()],
      'PROTOCOL_ERROR',
    ],
    ['calls a function that is not there', [frame('G', 1, 0, 'j[]') + state()], 'PROTOCOL_ERROR'],
    ['calls too often', [frame('C', 1, 0, '"t"\nj1').repeat(3) + state()], 'MAX_TOOL_CALLS'],
    ['logs at a level that is none', [frame('L', 99, 0, 'x') + state()], 'PROTOCOL_ERROR'],
    ['logs too often', [frame('L', 0, 0, 'x').repeat(3) + state()], 'MAX_CONSOLE_CALLS'],
    ['logs too much', [frame('L', 0, 0, 'x'.repeat(11)) + state()], 'OUTPUT_LIMIT_EXCEEDED'],
    [
      'throws with a code that is none',
      [frame('X', 99, 0, '[["E","m",[],null,[]],null,null,null]') + state()],
      'PROTOCOL_ERROR',
    ],
    [
      'throws a malformed record',
      [frame('X', 0, 0, '[["E",5,[],null,[]],null,null,null]') + state()],
      'PROTOCOL_ERROR',
    ],
    [
      'throws objects for names',
      [frame('X', 0, 0, '[[{"toString":1},"m",[],null,[]],null,null,null]') + state()],
      'PROTOCOL_ERROR',
    ],
    [
      'throws a chain of causes without end',
      [frame('X', 0, 0, `[${'["E","m",[],'.repeat(5000)}null${',[]]'.repeat(5000)},null,null,null]`) + state()],
      'PROTOCOL_ERROR',
    ],
    [
      'throws one cause more than a kernel would tell',
      [frame('X', 0, 0, `[${'["E","m",[],'.repeat(6)}null${',[]]'.repeat(6)},null,null,null]`) + state()],
      'PROTOCOL_ERROR',
    ],
    [
      'throws many errors of a length that is allowed to each',
      [frame('X', 0, 0, withErrors(10, withErrors(10, THROWN))) + state()],
      'PROTOCOL_ERROR',
    ],
    [
      'throws a name that is a book',
      [frame('X', 0, 0, `[["${'E'.repeat(10_000)}","m",[],null,[]],null,null,null]`) + state()],
      'PROTOCOL_ERROR',
    ],
    [
      'throws a trail of a hundred thousand steps',
      [frame('X', 0, 0, `[["E","m",[${'1,'.repeat(100_000)}1],null,[]],null,null,null]`) + state()],
      'PROTOCOL_ERROR',
    ],
    ['sends a million frames', [state().repeat(1e6)], 'PROTOCOL_ERROR'],
    ['hits a limit that is none', [frame('F', 99, 0, '["m",[]]') + state()], 'PROTOCOL_ERROR'],
    ['falls silent', [], 'TIMEOUT'],
  ])('%s', async (_, answers, code) => {
    const factory = hostile(...answers);
    const outcome = await run(factory);
    expect(errorOf(outcome).code).toBe(code);
    expect(factory.closed).toHaveLength(1);
  });

  it('only its first verdict counts', async () => {
    const outcome = await run(
      hostile(frame('V', 0, 0, 'j1') + frame('X', 0, 0, 'nonsense') + frame('C', 1, 0, '"t"\nj1') + state(7)),
    );
    expect([resultOf(outcome), outcome.toolCalls, outcome.stats.iterationCount]).toEqual([1, [], 7]);
  });

  it('what drives a terminal arrives as text', async () => {
    const outcome = await run(hostile(frame('L', 0, 0, '\u001b[2J\u009b\r') + frame('V', 0, 0, 'j1') + state()));
    expect([errorOf(outcome).code, outcome.console]).toEqual(['OUTPUT_LIMIT_EXCEEDED', []]);
    const short = await run(hostile(frame('L', 0, 0, '\u001b[m') + frame('V', 0, 0, 'j1') + state()));
    expect(short.console.map(({ text }) => text)).toEqual(['\\x1B[m']);
  });

  it('cannot date its console', async () => {
    const from = Date.now();
    for (const claimed of [1, 2 * from]) {
      const { console } = await run(hostile(frame('L', 0, claimed, 'x') + frame('V', 0, 0, 'j1') + state()));
      expect(console[0]?.time).toBeGreaterThanOrEqual(from);
      expect(console[0]?.time).toBeLessThanOrEqual(Date.now());
    }
  });

  it('a long value that nobody waits for any more is not read to its end', async () => {
    const abort = new AbortController();
    const text = frame('V', 0, 0, `j[${'[],'.repeat(900_000)}[]]`) + state();
    setImmediate(() => abort.abort());
    const outcome = await startRun(
      hostile(text),
      { code: '' },
      { limits: resolveLimits('STANDARD'), signal: abort.signal },
    );
    expect([errorOf(outcome).code, outcome.stats.resultBytes]).toEqual(['ABORTED', 0]);
  });

  it('arguments that are too large never reach the tool', async () => {
    let called = 0;
    const factory = hostile(frame('C', 1, 0, `"t"\nj"${'x'.repeat(100)}"`) + state(), frame('V', 0, 0, 'j1') + state());
    const outcome = await run(factory, () => ++called);
    expect([resultOf(outcome), called, outcome.toolCalls[0]?.state]).toEqual([1, 0, 'failed']);
  });

  it('whatever it says, the outcome is a value with a known code', async () => {
    const kinds = fc.constantFrom('C', 'G', 'L', 'V', 'X', 'F', 'S', 'Q');
    const payload = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'j1',
        '"t"\nj{}',
        '[["E","m",[],null,[]],null,null,null]',
        '["m",[1]]',
        'x{"$":"date","v":0}',
        'j{"__proto__":1}',
      ),
    );
    const frames = fc.array(fc.tuple(kinds, fc.nat(15), fc.nat(3), payload), { maxLength: 5 });
    const text = fc
      .tuple(frames, fc.boolean(), fc.string({ maxLength: 3 }))
      .map(([list, ended, junk]) => list.map((f) => frame(...f)).join('') + (ended ? state() : junk));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 3 }), async (answers) => {
        const outcome = await run(hostile(...answers, 'end'));
        if (!outcome.success) expect(Object.keys(ERROR_CODES)).toContain(outcome.error.code);
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});

describe('links that fail', () => {
  it.each([
    ['memory', 'MEMORY_LIMIT_EXCEEDED'],
    ['crashed', 'RUNNER_CRASHED'],
    ['cpu-timeout', 'CPU_TIMEOUT'],
    ['queue-full', 'QUEUE_FULL'],
    ['queue-timeout', 'QUEUE_TIMEOUT'],
    ['closed', 'RUNNER_DISPOSED'],
  ] as const)('%s is %s', async (kind, code) => {
    const opening: LinkFactory = { open: async () => Promise.reject(new LinkFault(kind)) };
    expect(errorOf(await run(opening)).code).toBe(code);
  });

  it('a link that is lost while a tool works ends the run at once', async () => {
    const lost = Promise.resolve(new LinkFault('crashed'));
    const factory: LinkFactory = {
      open: async () => ({ cpuTime: 0, lost, exchange: async () => frame('C', 1, 0, '"t"\nj1') + state(), close() {} }),
    };
    const outcome = await run(factory, () => new Promise(() => {}));
    expect(errorOf(outcome).code).toBe('RUNNER_CRASHED');
  });
});
