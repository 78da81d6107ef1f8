/** The offset of the first character from `offset` on that belongs to a token: white space and comments are passed over. */
export function skipTrivia(source: string, offset: number): number {
  let at = offset;
  for (;;) {
    while (at < source.length && isSpace(source, at)) at++;
    if (source.startsWith('//', at)) {
      while (at < source.length && !isLineBreak(source.charCodeAt(at))) at++;
    } else if (source.startsWith('/*', at)) {
      const close = source.indexOf('*/', at + 2);
      at = close === -1 ? source.length : close + 2;
    } else return at;
  }
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
}

function isSpace(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13) || (code >= 0x80 && /\s/u.test(source.charAt(at)));
}
