import { expect, test } from 'vitest';
import { safeLine, safeText } from './safe-text.ts';

const ESC = String.fromCharCode(27);

test('escape sequences become text', () => {
  expect(safeText(`${ESC}[2J${ESC}]52;c;cm0gLXJmIC8=${String.fromCharCode(7)}`)).toBe(
    '\\x1b[2J\\x1b]52;c;cm0gLXJmIC8=\\x07',
  );
  expect(safeText(String.fromCharCode(0x9b))).toBe('\\x9b');
});

test('carriage returns cannot overwrite a line', () => {
  expect(safeText('refused\rsucceeded')).toBe('refused\\x0dsucceeded');
});

test('bidirectional controls are seen', () => {
  expect(safeText('admin\u202Enimda')).toBe('admin\\u{202e}nimda');
});

test('ordinary text stays as it is', () => {
  const text = 'größe\t東京\n👩‍🚀 ok';
  expect(safeText(text)).toBe(text);
});

test('a line is one line, and bounded', () => {
  expect(safeLine('a\n  b')).toBe('a ⏎ b');
  expect(safeLine('x'.repeat(1000), 20)).toBe(`${'x'.repeat(19)}…`);
});
