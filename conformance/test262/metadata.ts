/** What the front matter of a test262 file says, as far as running it needs. */
export interface Metadata {
  readonly flags: ReadonlySet<string>;
  readonly includes: readonly string[];
  readonly features: readonly string[];
  readonly negative?: { readonly phase: string; readonly type: string };
}

/** Reads the part of YAML that test262 uses: scalars, `[a, b]` and `- a` lists, and the one nested key `negative`. */
export function readMetadata(source: string): Metadata {
  const yaml = /\/\*---([\s\S]*?)---\*\//.exec(source)?.[1] ?? '';
  const phase = /^\s+phase:\s*(\S+)/m.exec(block(yaml, 'negative'))?.[1];
  const type = /^\s+type:\s*(\S+)/m.exec(block(yaml, 'negative'))?.[1];
  return {
    flags: new Set(list(yaml, 'flags')),
    includes: list(yaml, 'includes'),
    features: list(yaml, 'features'),
    ...(phase && type ? { negative: { phase, type } } : {}),
  };
}

/** The text that belongs to a top-level key: the rest of its line and all lines that are indented or list items. */
function block(yaml: string, key: string): string {
  return new RegExp(`^${key}:(.*(?:\\r?\\n|\\r)?(?:(?:[ \\t-].*)?(?:\\r\\n|\\n|\\r|$))*)`, 'm').exec(yaml)?.[1] ?? '';
}

function list(yaml: string, key: string): string[] {
  const text = block(yaml, key);
  const inline = /^\s*\[([^\]]*)\]/.exec(text)?.[1];
  const items =
    inline === undefined ? [...text.matchAll(/^\s*-\s*(\S+)/gm)].map(([, item]) => item) : inline.split(',');
  return items.map((item) => item?.trim() ?? '').filter((item) => item !== '');
}
