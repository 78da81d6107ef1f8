import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareRealm, errorOf, inNode } from './testing/bare-realm.ts';

const inGuest = bareRealm(['text-encoding']);
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', 'é', '\ufeff', '\ud800', '\udc00', '漢', '🌈'),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
});
const bytes = fc.uint8Array({ maxLength: 24 });
const utf8Like = fc
  .array(
    fc.constantFrom(
      0x41,
      0xc3,
      0xa9,
      0xe2,
      0x82,
      0xac,
      0xf0,
      0x9f,
      0x8c,
      0x88,
      0xef,
      0xbb,
      0xbf,
      0xed,
      0xa0,
      0x80,
      0xc0,
      0xff,
    ),
    { maxLength: 16 },
  )
  .map((units) => Uint8Array.from(units));

describe('TextEncoder and TextDecoder in the guest', () => {
  it.each([
    ["[...new TextEncoder().encode('häß 🌈 \\ud800')]"],
    ['[...new TextEncoder().encode()]'],
    ['[...new TextEncoder().encode(12)]'],
    ['new TextEncoder().encoding'],
    ["((to) => [new TextEncoder().encodeInto('aé🌈b', to), [...to]])(new Uint8Array(6))"],
    ["TextEncoder('x')"],
    ['new TextDecoder().decode()'],
    ['[new TextDecoder().encoding, new TextDecoder().fatal, new TextDecoder().ignoreBOM]'],
    [
      "[new TextDecoder('UTF8').encoding, new TextDecoder(' unicode-1-1-utf-8 ').encoding, new TextDecoder('utf-16').encoding]",
    ],
    ["new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff]))"],
    ["new TextDecoder('nonsense')"],
    ["new TextDecoder('utf-16le').decode(new Uint8Array([0x61, 0, 0x3d, 0xd8, 0x08, 0xdf]))"],
    ['new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))'],
    ["new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))"],
    ['new TextDecoder().decode(new Uint8Array([0x61, 0x62]).buffer)'],
    ['new TextDecoder().decode(new DataView(new Uint8Array([0x61, 0x62, 0x63]).buffer, 1))'],
    ["new TextDecoder().decode('text')"],
    ['[TextEncoder.name, TextDecoder.name, Object.prototype.toString.call(new TextDecoder())]'],
  ])('%s gives what Node gives', (expression) => {
    expect(inGuest(expression)).toBe(inNode(expression));
  });

  it.each([
    ["new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff]))"],
    ["new TextDecoder('nonsense')"],
  ])('%s is worded as Node does', (expression) => {
    const words = (error: string): unknown[] => JSON.parse(error).value.slice(0, 3);
    expect(words(inGuest(errorOf(expression)))).toEqual(words(inNode(errorOf(expression))));
  });

  it('reads latin1 as windows-1252, as the Encoding Standard says', () => {
    const expression = "new TextDecoder('latin1').decode(new Uint8Array([0x80, 0xe9, 0x41]))";
    expect(inGuest(expression)).toBe(JSON.stringify({ value: '€éA' }));
  });

  it('encodes any text as Node does', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const expression = `[...new TextEncoder().encode(${JSON.stringify(text)})]`;
        expect(inGuest(expression)).toBe(inNode(expression));
      }),
      { numRuns: 100 },
    );
  });

  it('decodes any bytes as Node does, at once and in pieces', () => {
    fc.assert(
      fc.property(
        fc.oneof(bytes, utf8Like),
        fc.constantFrom('utf-8', 'utf-16le'),
        fc.boolean(),
        fc.boolean(),
        fc.nat(16),
        (input, encoding, fatal, ignoreBOM, cut) => {
          const decoder = `new TextDecoder('${encoding}', ${JSON.stringify({ fatal, ignoreBOM })})`;
          const all = `new Uint8Array([${input}])`;
          const whole = `${decoder}.decode(${all})`;
          const pieces = `((d, all) => d.decode(all.subarray(0, ${cut}), { stream: true }) + '|' + d.decode(all.subarray(${cut})))(${decoder}, ${all})`;
          expect(inGuest(whole)).toBe(inNode(whole));
          expect(inGuest(pieces).replace('|', '')).toBe(inNode(pieces).replace('|', ''));
        },
      ),
      { numRuns: 200 },
    );
  });
});
