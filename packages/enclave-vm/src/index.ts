export { SECURITY_LEVELS, type SecurityLevel } from '@enclave-vm/runtime-contract';
export { ERROR_CODES, type ErrorCode } from './codes.ts';
export {
  assertGuarantees,
  GUARANTEE_NAMES,
  type Guarantee,
  type GuaranteeName,
  type Guarantees,
  missingGuarantees,
} from './guarantees.ts';
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
  ThrownCause,
  ToolCall,
  ToolCallReceipt,
} from './runner.ts';
export { type ProcessRunnerOptions, processRunner } from './runners/process/process-runner.ts';
export { vmTierObstacle } from './runners/vm/obstacle.ts';
export { vmRunner } from './runners/vm/vm-runner.ts';
export { GlobalsError } from './session/globals.ts';
