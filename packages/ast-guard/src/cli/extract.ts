/** One fenced block of a Markdown file. */
export interface Fence {
  /** The block with empty lines before it, so that its lines have the numbers of the file. */
  readonly source: string;
  readonly line: number;
}

const LANGUAGES = /^(?:js|javascript|mjs|jsx|ts|typescript|mts|agentscript)$/i;

/** Finds the fenced blocks of JavaScript and TypeScript. Blocks in another language, or in none, are left alone. */
export function extractFences(markdown: string): Fence[] {
  const lines = markdown.split(/\r?\n/);
  const fences: Fence[] = [];
  for (let i = 0; i < lines.length; i++) {
    const opening = /^ {0,3}(`{3,}|~{3,})\s*([\w-]*)[^`]*$/.exec(lines[i] ?? '');
    const mark = opening?.[1];
    if (opening === null || mark === undefined) continue;
    const closing = new RegExp(`^ {0,3}${mark[0]}{${mark.length},}\\s*$`);
    const from = i + 1;
    do i++;
    while (i < lines.length && !closing.test(lines[i] ?? ''));
    if (!LANGUAGES.test(opening[2] ?? '')) continue;
    fences.push({ source: '\n'.repeat(from) + lines.slice(from, i).join('\n'), line: from + 1 });
  }
  return fences;
}
