/** `text` itself when it fits; else its beginning and end, and how much is missing between them. */
export function foldText(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const head = Math.ceil((maxChars * 2) / 3);
  const tail = maxChars - head;
  const missing = text.length - maxChars;
  return `${text.slice(0, head)} … (${missing} characters left out) … ${text.slice(text.length - tail)}`;
}

/** Lines within a budget: equal neighbours become one with a count, and the middle goes first. */
export function foldLines(lines: readonly string[], maxChars: number): string[] {
  const merged: { line: string; times: number }[] = [];
  for (const line of lines) {
    const last = merged.at(-1);
    if (last?.line === line) last.times += 1;
    else merged.push({ line, times: 1 });
  }
  const perLine = Math.max(80, Math.floor(maxChars / 4));
  const texts = merged.map(({ line, times }) => foldText(line, perLine) + (times > 1 ? ` (${times} times)` : ''));
  if (sizeOf(texts) <= maxChars) return texts;
  return dropMiddle(texts, maxChars);
}

function dropMiddle(texts: string[], maxChars: number): string[] {
  const head: string[] = [];
  const tail: string[] = [];
  let left = maxChars;
  let from = 0;
  let to = texts.length;
  while (from < to) {
    const fromFront = head.length <= tail.length;
    const text = texts[fromFront ? from : to - 1] ?? '';
    left -= text.length + 1;
    if (left < 0) break;
    if (fromFront) from = head.push(text);
    else {
      tail.unshift(text);
      to -= 1;
    }
  }
  return [...head, `… (${to - from} lines left out) …`, ...tail];
}

const sizeOf = (texts: string[]): number => texts.reduce((sum, text) => sum + text.length + 1, 0);
