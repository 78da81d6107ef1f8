import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EnclaveOptions } from '@enclave-vm/core';
import { fileFault } from './file-fault.ts';
import { Misuse } from './misuse.ts';

export type LoadedTools = Pick<EnclaveOptions, 'tools' | 'toolHandler' | 'globals'>;

/**
 * Loads the module that `--tools` names. It exports `tools` (definitions by name; as default export too), `toolHandler`
 * (answers every other name) or `globals`. TypeScript is loaded by Node itself, which strips the types.
 */
export async function loadTools(path: string): Promise<LoadedTools> {
  quietTypeStripping();
  const module = await importModule(path);
  const tools = module.tools ?? module.default;
  const { toolHandler, globals } = module;
  if (tools === undefined && toolHandler === undefined && globals === undefined) {
    throw new Misuse(`${path} exports none of "tools" (or a default export), "toolHandler" and "globals".`);
  }
  if (tools !== undefined) assertDefinitions(path, tools);
  return definedOnly({ tools, toolHandler, globals }) as LoadedTools;
}

async function importModule(path: string): Promise<Record<string, unknown>> {
  const { href } = pathToFileURL(resolve(path));
  try {
    return await import(href);
  } catch (error) {
    // Not what the loader says of a missing file: that may be one which the module imports.
    await readFile(path).catch((reason: unknown) => {
      throw fileFault(path, reason);
    });
    throw new Misuse(`Cannot load ${path}${placeOf(error, href)}: ${reasonOf(error)}`);
  }
}

/** Where in the module it was thrown, if its stack says so. */
function placeOf(error: unknown, href: string): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return /^:\d+(?::\d+)?/.exec(stack.split(href)[1] ?? '')?.[0] ?? '';
}

function reasonOf(error: unknown): string {
  if ((error as { code?: string }).code === 'ERR_UNKNOWN_FILE_EXTENSION' && !process.features.typescript) {
    return `Node ${process.versions.node} does not load TypeScript. Use Node 22.18 or later, or a JavaScript module.`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** The commonest slip: a handler where a definition is wanted. */
function assertDefinitions(path: string, tools: unknown): void {
  if (typeof tools !== 'object' || tools === null) {
    throw new Misuse(`${path}: "tools" must be an object of definitions by name, not ${typeof tools}.`);
  }
  const [name] = Object.entries(tools).find(([, tool]) => typeof tool === 'function') ?? [];
  if (name === undefined) return;
  throw new Misuse(`${path}: tool "${name}" is a function. Write defineTool({ description: '...', handler: ... }).`);
}

/** Node 22 prints a warning about its type stripping, which is not about anything that the user did. */
function quietTypeStripping(): void {
  const print = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning' && warning.message.includes('Type Stripping')) return;
    for (const listener of print) listener(warning);
  });
}

function definedOnly(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
