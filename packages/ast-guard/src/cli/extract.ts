/** One fenced block of a Markdown file. */
export interface Fence {
  /** The block with empty lines before it, so that its lines have the numbers of the file. */
  readonly source: string;
  /** Where the block itself begins in `source`. */
  readonly offset: number;
  /** Where the block stands in the file. */
  readonly start: number;
  readonly end: number;
}

const LANGUAGES = /^(?:js|javascript|mjs|jsx|ts|typescript|mts|agentscript)$/i;
const OPENING = /^ {0,3}(`{3,}|~{3,})\s*([\w-]*)[^`]*$/;

interface Line {
  readonly text: string;
  readonly start: number;
  /** The offset after its last character, before the line break. */
  readonly end: number;
}

/** Finds the fenced blocks of JavaScript and TypeScript. Blocks in another language, or in none, are left alone. */
export function extractFences(markdown: string): Fence[] {
  const lines = linesOf(markdown);
  const fences: Fence[] = [];
  for (let i = 0; i < lines.length; i++) {
    const opening = OPENING.exec(lines[i]?.text ?? '');
    const mark = opening?.[1];
    if (opening === null || mark === undefined) continue;
    const closing = new RegExp(`^ {0,3}${mark[0]}{${mark.length},}\\s*$`);
    const from = i + 1;
    do i++;
    while (i < lines.length && !closing.test(lines[i]?.text ?? ''));
    const first = lines[from];
    if (!LANGUAGES.test(opening[2] ?? '') || first === undefined) continue;
    const { start } = first;
    const end = Math.max(start, lines[i - 1]?.end ?? start);
    fences.push({ source: '\n'.repeat(from) + markdown.slice(start, end), offset: from, start, end });
  }
  return fences;
}

/** Corrects each block by itself; everything around the blocks stays as it is, to the letter. */
export function fixFences(markdown: string, fix: (source: string) => string): string {
  let text = markdown;
  for (const { source, offset, start, end } of extractFences(markdown).reverse()) {
    text = text.slice(0, start) + fix(source).slice(offset) + text.slice(end);
  }
  return text;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const { 0: lineBreak, index } of text.matchAll(/\r?\n|$/g)) {
    lines.push({ text: text.slice(start, index), start, end: index });
    start = index + lineBreak.length;
  }
  return lines;
}
