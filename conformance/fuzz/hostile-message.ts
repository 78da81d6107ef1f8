import type { Tape } from './tape.ts';

const KINDS = 'CGLVXFSREZ';
const NUMBERS = [0, 1, 2, 7, 11, 12, 99, 1e6, 2 ** 31, 2 ** 53, 999_999_999_999_999];
const SCRAPS = [
  '',
  'j',
  'x',
  'jnull',
  'j{"a":1}',
  'j{"__proto__":{"polluted":1}}',
  'j{"constructor":{"prototype":{"polluted":1}}}',
  'x{"$":"Map"}',
  'x{"$":["Map",[[1,2]]]}',
  'x{"$":"ref","id":0}',
  'x{"$":["d",9e99]}',
  'x{"$":["n","NaN"]}',
  'x{"$":["b","-zz"]}',
  'x{"$":["r","(a+)+$","gimsuyv"]}',
  'x{"$":["e","E","m",null]}',
  'x{"$":{"$":{"$":1}}}',
  '"tool"\njnull',
  '"echo"\nj{"a":1}',
  '"__proto__"\njnull',
  '"toString"\njnull',
  '""\nj[]',
  '[["E","m",[],null,[]],null,null,null]',
  '[["E","m",[1e99,-1,"x"],["E","m",[],null,[]],[1,2]],"t","p",-5]',
  '["m",[1,2,3]]',
  `j${'['.repeat(2_000)}`,
  `x${'{"$":'.repeat(2_000)}`,
  `j${'[],'.repeat(2_000)}`,
  '\ud800',
  '\u0000',
  '\u2028"',
];

/** Frames that no kernel wrote, or nearly: well formed, or with a length, kind or number that is off. */
function inventedFrame(tape: Tape): string {
  const payload = tape.pick(SCRAPS);
  const length = tape.below(5) === 0 ? tape.pick(NUMBERS) : payload.length;
  return `${KINDS[tape.below(KINDS.length)]} ${tape.pick(NUMBERS)} ${tape.pick(NUMBERS)} ${length}\n${payload}`;
}

const END = 'S 0 0 0\n';

/** What a taken-over kernel might say in the place of `honest`. */
export function hostileMessage(tape: Tape, honest: string): string {
  let text = honest;
  const count = 1 + tape.below(4);
  for (let i = 0; i < count; i++) {
    const at = tape.below(text.length + 1);
    switch (tape.below(9)) {
      case 0:
        text = text.slice(0, at) + String.fromCharCode(tape.below(256)) + text.slice(at + 1);
        break;
      case 1:
        text = text.slice(0, at);
        break;
      case 2:
        text = text.slice(0, at) + text.slice(at + 1 + tape.below(8));
        break;
      case 3:
        text = text.replace(/\d+/g, (digits) => (tape.below(3) === 0 ? String(tape.pick(NUMBERS)) : digits));
        break;
      case 4:
        text = text + text;
        break;
      case 5:
        text = text.replace(/[jx][^\n]*$/m, () => tape.pick(SCRAPS));
        break;
      case 6:
        text = text.slice(0, at) + tape.pick(SCRAPS) + text.slice(at);
        break;
      case 7:
        text = Array.from({ length: 1 + tape.below(30) }, () => inventedFrame(tape)).join('') + END;
        break;
      default:
        text = inventedFrame(tape) + text;
    }
  }
  return text;
}
