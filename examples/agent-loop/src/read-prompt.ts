/** What a reader of the prompt knows about one tool. */
export interface ToolSignature {
  readonly name: string;
  /** Types of the arguments, by name, as they are written in the prompt. */
  readonly args: ReadonlyMap<string, string>;
}

/** Finds the tools that a text declares: `callTool(name: 'orders:list', args: { status: 'open' | 'paid' })`. */
export function readSignatures(text: string): Map<string, ToolSignature> {
  const tools = new Map<string, ToolSignature>();
  for (const [, name = '', args = ''] of text.matchAll(/callTool\(name: '([^']+)', args\??: (.*?)\): Promise</g)) {
    const types = [...args.matchAll(/(\w+)\??: ([^;,{}]+)/g)].map(
      ([, key = '', type = '']) => [key, type.trim()] as const,
    );
    tools.set(name, { name, args: new Map(types) });
  }
  return tools;
}
