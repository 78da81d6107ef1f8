export { ERROR_CODES, type ErrorCode } from './codes.ts';
export { LEVELS, type LevelProfile, LIMIT_NAMES, type Limits, resolveLimits } from './levels.ts';
export type {
  CallTool,
  ConsoleEntry,
  ConsoleLevel,
  Program,
  RunError,
  RunEvent,
  Runner,
  RunOptions,
  RunOutcome,
  RunStats,
  ToolCall,
  ToolCallReceipt,
} from './runner.ts';
