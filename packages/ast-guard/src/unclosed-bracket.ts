const OPENED_BY: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
/** What may hold brackets that are none: comments and texts. */
const SKIPPED = /\/\/.*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|[()[\]{}]|\n/g;

/** The innermost bracket that is still open at the end of the source, or null when the brackets do not tell. */
export function unclosedBracket(source: string): { readonly bracket: string; readonly line: number } | null {
  const open: { bracket: string; line: number }[] = [];
  let line = 1;
  for (const [found] of source.matchAll(SKIPPED)) {
    if (OPENED_BY[found] !== undefined) {
      if (open.pop()?.bracket !== OPENED_BY[found]) return null;
    } else if (found.length === 1 && found !== '\n') open.push({ bracket: found, line });
    line += found.split('\n').length - 1;
  }
  return open.at(-1) ?? null;
}
