export { TransformError, type TransformErrorCode, type SourceLocation } from './errors.ts';
export type { Language, SourceType } from './parse.ts';
export type { Finished, Plugin, PluginContext, PluginRun, Problem } from './plugin.ts';
export { loopLimits, type LoopLimitsOptions } from './plugins/loop-limits.ts';
export { refuseDynamicImport } from './plugins/refuse-dynamic-import.ts';
export { stripTypes } from './plugins/strip-types.ts';
export { transform, type TransformOptions, type TransformResult } from './transform.ts';
