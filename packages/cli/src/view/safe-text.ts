/**
 * Everything that comes from a script, a tool or a file name passes here before it reaches a terminal. Escape sequences
 * could move the cursor, rewrite what stands above, or put text into the clipboard; bidirectional controls could make a
 * line read as another one. Tabs and line feeds stay.
 */
export function safeText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    ALLOWED.has(character) ? character : visible(character),
  );
}

/** As {@link safeText}, on one line of at most `width` characters. */
export function safeLine(text: string, width = 200): string {
  const line = safeText(text.slice(0, 4 * width)).replaceAll(/\s*\n\s*/g, ' ⏎ ');
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

/** The joiner holds emoji together; without it they fall apart, and it moves nothing. */
const ALLOWED = new Set(['\n', '\t', '\u200d']);

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
