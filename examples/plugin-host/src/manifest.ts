import { readFile } from 'node:fs/promises';
import * as v from 'valibot';

const manifestSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/)),
  title: v.string(),
  /** Patterns of the tools that the plugin asks for. */
  tools: v.array(v.string()),
  /** Milliseconds that the plugin asks for. The host has the last word. */
  timeout: v.optional(v.number()),
});

/** What a plugin says of itself. It is a wish: what it gets is decided by the host. */
export type Manifest = v.InferOutput<typeof manifestSchema>;

export async function readManifest(file: string): Promise<Manifest> {
  return v.parse(manifestSchema, JSON.parse(await readFile(file, 'utf8')));
}
