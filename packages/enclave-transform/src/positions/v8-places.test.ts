import { describe, expect, test } from 'vitest';
import { loopLimits } from '../plugins/loop-limits.ts';
import { positions } from '../plugins/positions.ts';
import { FAILING_PROGRAMS } from '../testing/failing-programs.ts';
import { runBody } from '../testing/run-body.ts';
import { v8Places } from '../testing/v8-stack.ts';
import { transform } from '../transform.ts';

async function ourPlaces(source: string): Promise<string[]> {
  const { code, locate } = transform(source, { plugins: [loopLimits(), positions()] });
  const { trace } = await runBody(code);
  return (locate(trace)?.stack ?? []).map(({ line, column }) => `${line}:${column}`);
}

/** Where we point to another column or line than V8, as `ours`, and why. */
const ELSEWHERE: Readonly<Record<string, readonly [ours: string, why: string]>> = {
  'for-of destructuring': ['1:28', 'nothing runs between the head of a loop and its pattern'],
  'for-of iterator broken': ['2:17', 'what is iterated over, where V8 points to the variable'],
  'destructuring declaration deep': ['2:9', 'a pattern has one place'],
  'destructuring parameter': ['1:14', 'a pattern has one place'],
  'destructuring array parameter': ['1:12', 'the pattern, where V8 points in front of it'],
  'catch pattern': ['2:3', 'nothing runs between the throw and the pattern'],
  'optional chain deep call': ['2:4', 'nothing can be put between the links of an optional chain'],
  'call of result': ['2:1', 'V8 quotes a callee, so nothing is put into it'],
  'call of member of result': ['2:1', 'V8 quotes a callee, so nothing is put into it'],
  'await in call chain': ['2:8', 'V8 quotes a callee, so nothing is put into it'],
  'call then member': ['3:11', 'the name, where V8 points to the dot'],
  'super missing': ['4:12', 'the assignment, where V8 points to `this`'],
  'super not called': ['5:1', "it fails after the body, in nobody's code"],
  'parameter missing name': ['2:1', 'a function that only reads a name keeps no position'],
  'parameter tdz': ['2:1', 'a function that only reads a name keeps no position'],
  'tdz in function': ['2:1', 'a function that only reads a name keeps no position'],
  'var function and let': ['7:1', 'functions of one name beside a `let` cannot be put into a block'],
  aggregate: ['1:15', 'V8 says nothing of an error that it makes itself'],
  'binary bigint': ['2:15', 'operators keep no position: the first name of the statement stands for them'],
  'binary symbol': ['3:3', 'operators keep no position: the first name of the statement stands for them'],
  'unary bigint': ['2:12', 'operators keep no position: the first name of the statement stands for them'],
  'update member': ['2:3', 'the member, where V8 points to the operator or the statement'],
  'update frozen': ['2:3', 'the member, where V8 points to the operator or the statement'],
};

/** The origin is V8's, but the way from there is not: an error shows the way that it took, and an `await` the call that it awaits. */
const OTHER_WAY: readonly string[] = [
  'field initialiser',
  'static field',
  'private field call',
  'static block',
  'generator',
  'generator throw()',
  'async generator',
  'spread object getter',
  'Promise.all member',
  'Promise.all members after await',
  'Promise.all map',
  'Promise.allSettled rethrow',
  'Promise.race',
  'then callback',
  'made elsewhere',
  'valueOf',
  'iife async',
  'await deep',
  'return await',
];

const names = Object.keys(FAILING_PROGRAMS);
const source = (name: string): string => FAILING_PROGRAMS[name] ?? '';

describe('the whole way of an error is the one that V8 shows', () => {
  test.each(names.filter((name) => !(name in ELSEWHERE) && !OTHER_WAY.includes(name)))('%s', async (name) => {
    const expected = await v8Places(source(name));
    expect(expected).not.toEqual([]);
    expect(await ourPlaces(source(name))).toEqual(expected);
  });
});

describe('the origin of an error is the one that V8 shows', () => {
  test.each(OTHER_WAY)('%s', async (name) => {
    const [ours, v8] = [await ourPlaces(source(name)), await v8Places(source(name))];
    expect(ours[0]).toBe(v8[0]);
    expect(ours).not.toEqual(v8);
  });
});

describe('the origin of an error is another one', () => {
  test.each(Object.entries(ELSEWHERE))('%s', async (name, [expected, why]) => {
    expect((await v8Places(source(name)))[0], why).not.toBe(expected);
    expect((await ourPlaces(source(name)))[0], why).toBe(expected);
  });
});
