export { contentKey, TransformCache, type TransformCacheOptions } from './cache.ts';
export {
  type BabelApi,
  type BabelPlugin,
  type BabelPluginFunction,
  type CustomTransform,
  defineTransform,
  type PluginState,
} from './custom/babel-plugin.ts';
export type { Repair } from './entry/repair.ts';
export { repairSource } from './entry/repair-source.ts';
export { type SourceLocation, TransformError, type TransformErrorCode } from './errors.ts';
export type { Language, SourceType } from './parse.ts';
export type { Plugin } from './plugin.ts';
export { type EntryPointOptions, entryPoint } from './plugins/entry-point.ts';
export { type LoopLimitsOptions, loopLimits } from './plugins/loop-limits.ts';
export { type Origin, positions, type StackFrame } from './plugins/positions.ts';
export { refuseDynamicImport } from './plugins/refuse-dynamic-import.ts';
export { stripTypes } from './plugins/strip-types.ts';
export { type ToolProxyOptions, toolMembers, toolProxy, toolProxyNames } from './plugins/tool-proxy.ts';
export { type TransformOptions, type TransformResult, transform } from './transform.ts';
