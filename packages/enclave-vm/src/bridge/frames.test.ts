import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrames, writeFrame } from './frames.ts';
import { LinkFault } from './link.ts';

const state = 'S 0 0 0\n';

describe('readFrames', () => {
  it('reads what writeFrame writes', () => {
    const payload = 'a b\nC 1 2 3\n\u{1f600}';
    expect(readFrames(writeFrame('C', 1, 2, payload) + state, 2)).toEqual([
      { kind: 'C', first: 1, second: 2, payload },
      { kind: 'S', first: 0, second: 0, payload: '' },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['no end', 'C 1 0 0\n'],
    ['an unknown kind', `Q 1 0 0\n${state}`],
    ['a payload that is too short', 'C 1 0 99\nabc'],
    ['an end that is cut off', 'S 0 0 99\nabc'],
    ['a negative number', `C -1 0 0\n${state}`],
    ['a huge number', `C 99999999999999999999 0 0\n${state}`],
    ['no line feed', 'S 0 0 0'],
    ['too many frames', state.repeat(11)],
    ['text between frames', `C 1 0 0\n ${state}`],
  ])('refuses %s', (_, text) => {
    expect(() => readFrames(text, 10)).toThrow(LinkFault);
  });

  it('reads or refuses any text, and does nothing else', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('C ', '1 ', '0 ', '\n', state, 'V 0 0 2\nj1', 'L 0 5 1\nx'));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          for (const frame of readFrames(pieces.join(''), 100)) expect(typeof frame.payload).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(LinkFault);
        }
      }),
    );
  });
});
