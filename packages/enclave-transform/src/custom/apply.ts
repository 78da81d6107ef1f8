import { generate } from '@babel/generator';
import template from '@babel/template';
import traverse, { Hub, NodePath, type Visitor, visitors } from '@babel/traverse';
import * as types from '@babel/types';
import { locationOf, TransformError } from '../errors.ts';
import { type Language, parse, type SourceType } from '../parse.ts';
import type { BabelApi, BabelPlugin, CustomTransform, PluginState } from './babel-plugin.ts';
import { runWithin } from './deadline.ts';

export interface Program {
  readonly source: string;
  readonly sourceType: SourceType;
  readonly language: Language;
  readonly fileName: string;
}

export interface Customized {
  readonly source: string;
  readonly file: types.File;
  /** Source map (version 3, as JSON) from `source` to what the author wrote. */
  readonly map: string;
}

interface Opened {
  readonly name: string;
  readonly plugin: BabelPlugin;
  readonly state: PluginState;
}

/** Tells whose turn it is, for the error that names it. */
type Turn = (name: string) => void;

/**
 * Runs custom plugins over a program, all in one walk as Babel does, prints the outcome and parses that anew: what comes
 * after sees exactly the text that will run.
 */
export function applyCustom(program: Program, transforms: readonly CustomTransform[], timeout: number): Customized {
  let current = 'custom transforms';
  const turn: Turn = (name) => {
    current = name;
  };
  try {
    return runWithin(timeout, () => {
      const ast = parse(program.source, program.sourceType, program.language, true);
      const opened = transforms.map((transform, index) => {
        turn(`custom transform ${index + 1}`);
        return open(transform, current, program, ast);
      });
      visit(ast, opened, turn);
      turn('printer');
      const printed = generate(ast, { sourceMaps: true, sourceFileName: program.fileName }, program.source);
      const file = parse(printed.code, program.sourceType, program.language);
      for (const { name, plugin } of opened) {
        turn(name);
        const problem = plugin.verify?.(file);
        assertSync(problem, name);
        if (problem !== undefined) throw new TransformError('VERIFY_FAILED', `${name}: ${problem}`, { plugin: name });
      }
      return { source: printed.code, file, map: JSON.stringify(printed.map) };
    });
  } catch (error) {
    throw explain(error, current, timeout);
  }
}

const API: BabelApi = { types, template, assertVersion: () => undefined };

function open(transform: CustomTransform, name: string, program: Program, ast: types.File): Opened {
  const [given, options = {}] = (Array.isArray(transform) ? transform : [transform]) as [unknown, unknown?];
  const plugin = typeof given === 'function' ? make(given as PluginFunction, options, name) : given;
  if (!isPlugin(plugin)) {
    throw new TransformError(
      'INVALID_OPTIONS',
      `${name}: a custom transform is a Babel plugin, an object with a "visitor".`,
    );
  }
  try {
    visitors.explode(plugin.visitor as Visitor);
  } catch (error) {
    throw new TransformError('INVALID_OPTIONS', `${plugin.name ?? name}: ${String(error)}`, { cause: error });
  }
  return { name: plugin.name ?? name, plugin, state: newState(program, ast, options) };
}

type PluginFunction = (api: BabelApi, options: unknown) => unknown;

function isPlugin(value: unknown): value is BabelPlugin {
  return typeof (value as BabelPlugin | null | undefined)?.visitor === 'object';
}

/** A plugin of this package, such as `loopLimits`, is easily listed without being called. */
function make(given: PluginFunction, options: unknown, name: string): unknown {
  const uncalled = `${name}: write ${given.name}() instead of ${given.name}.`;
  let plugin: unknown;
  try {
    plugin = given(API, options);
  } catch (error) {
    const isOurs = error instanceof TransformError && error.code === 'INVALID_OPTIONS';
    throw isOurs ? new TransformError('INVALID_OPTIONS', uncalled, { cause: error }) : error;
  }
  assertSync(plugin, name);
  if (typeof plugin === 'object' && plugin !== null && 'start' in plugin) {
    throw new TransformError('INVALID_OPTIONS', uncalled);
  }
  return plugin;
}

/** The walk waits for nothing, and an error in a promise that nobody awaits would end the process. */
function assertSync(returned: unknown, name: string): void {
  if (!(returned instanceof Promise)) return;
  returned.catch(() => undefined);
  throw new TransformError('INVALID_OPTIONS', `${name}: a custom transform cannot be async.`, { plugin: name });
}

function newState(program: Program, ast: types.File, opts: unknown): PluginState {
  const values = new Map<unknown, unknown>();
  return {
    opts,
    filename: program.fileName,
    file: { code: program.source, ast, opts: { filename: program.fileName } },
    get: (key) => values.get(key),
    set: (key, value) => {
      values.set(key, value);
    },
  };
}

function visit(ast: types.File, opened: readonly Opened[], turn: Turn): void {
  for (const { name, plugin, state } of opened) {
    turn(name);
    assertSync(plugin.pre?.call(state, state.file), name);
  }
  const all = opened.map(({ name, plugin, state }) =>
    visitors.merge([plugin.visitor as Visitor], [], (_key, _phase, call) => (path: NodePath) => {
      turn(name);
      assertSync((call as (...args: unknown[]) => unknown).call(state, path, state), name);
    }),
  );
  // With a hub, `path.buildCodeFrameError()` works as plugin authors know it.
  const hub = new Hub();
  hub.buildError = (node, message) =>
    new TransformError('PLUGIN_FAILED', message, { location: locationOf(node as types.Node) });
  const program = NodePath.get({ hub, parentPath: null, parent: ast, container: ast, key: 'program' }).setContext();
  traverse(ast, visitors.merge(all), program.scope);
  for (const { name, plugin, state } of opened) {
    turn(name);
    assertSync(plugin.post?.call(state, state.file), name);
  }
}

function explain(error: unknown, plugin: string, timeout: number): TransformError {
  if (error instanceof TransformError) {
    if (error.code !== 'PLUGIN_FAILED') return error;
    return new TransformError('PLUGIN_FAILED', `${plugin}: ${error.message}`, { plugin, location: error.location });
  }
  if ((error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
    return new TransformError('PLUGIN_TIMEOUT', `${plugin} did not finish within ${timeout} ms.`, { plugin });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new TransformError('PLUGIN_FAILED', `${plugin}: ${message}`, { plugin, cause: error });
}
