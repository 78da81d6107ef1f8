/** A line that opens or closes a Markdown code fence. */
const FENCE = /^[ \t]*(`{3,}|~{3,})[ \t]*([\w+-]*)[ \t]*$/;
const CODE_LANGUAGES = new Set(['', 'js', 'javascript', 'ts', 'typescript', 'mjs', 'jsx', 'tsx', 'code']);

/**
 * Takes the code out of the first Markdown fence of a model's answer, or gives undefined when there is none. Every line
 * outside becomes an empty one, so lines and columns stay those of the answer.
 */
export function unfence(answer: string): string | undefined {
  if (!answer.includes('```') && !answer.includes('~~~')) return undefined;
  const lines = answer.split('\n');
  const opening = lines.findIndex((line) => CODE_LANGUAGES.has(fenceOf(line)?.language ?? '-'));
  const fence = fenceOf(lines[opening] ?? '');
  if (!fence || !isProse(lines.slice(0, opening))) return undefined;
  const length = lines.slice(opening + 1).findIndex((line) => line.trim() === fence.mark);
  const closing = length === -1 ? lines.length : opening + 1 + length;
  return lines.map((line, index) => (index > opening && index < closing ? line : '')).join('\n');
}

function fenceOf(line: string): { mark: string; language: string } | undefined {
  const [, mark, language] = FENCE.exec(line.trimEnd()) ?? [];
  return mark === undefined ? undefined : { mark, language: (language ?? '').toLowerCase() };
}

/** A fence inside a template literal of a program is no Markdown: before a real one there is nothing that reads as code. */
function isProse(lines: readonly string[]): boolean {
  return !lines.some(
    (line) => /[;{}]\s*$|=>|`/.test(line) || /^\s*(const|let|var|return|await|function|import)\b/.test(line),
  );
}
