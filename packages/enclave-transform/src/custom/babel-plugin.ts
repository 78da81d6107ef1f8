import type template from '@babel/template';
import type { Visitor } from '@babel/traverse';
import type * as types from '@babel/types';

/** What a Babel plugin function is given: the parts of Babel's own plugin API that make sense for one program. */
export interface BabelApi {
  readonly types: typeof types;
  readonly template: typeof template;
  /** Accepts every range: the version is the one that this package depends on. */
  assertVersion(range: number | string): void;
}

/** State of a plugin during one run: `this` of its visitors, and their second argument. */
export interface PluginState<Options = unknown> {
  readonly opts: Options;
  readonly filename: string;
  readonly file: { readonly code: string; readonly ast: types.File; readonly opts: { readonly filename: string } };
  get(key: unknown): unknown;
  set(key: unknown, value: unknown): void;
}

/** An ordinary Babel plugin object. */
export interface BabelPlugin<Options = unknown> {
  /** Named in every error that comes from the plugin. */
  readonly name?: string;
  readonly visitor: Visitor<PluginState<Options>>;
  pre?(this: PluginState<Options>, file: PluginState<Options>['file']): void;
  post?(this: PluginState<Options>, file: PluginState<Options>['file']): void;
  /** Sees the program once all custom plugins are done, parsed anew. Throws, or returns what is wrong. */
  verify?(file: types.File): string | undefined;
}

/** A Babel plugin object or function, alone or with its options. */
export type CustomTransform = AnyPlugin | readonly [plugin: AnyPlugin, options: unknown];

// biome-ignore lint/suspicious/noExplicitAny: plugins with options of every type stand in one list.
type AnyPlugin = BabelPlugin<any> | BabelPluginFunction<any>;

export type BabelPluginFunction<Options = unknown> = (api: BabelApi, options: Options) => BabelPlugin<Options>;

/** Types a custom transform, and gives it back as it is. */
export function defineTransform<Options = unknown>(
  plugin: BabelPlugin<Options> | BabelPluginFunction<Options>,
): typeof plugin {
  return plugin;
}
