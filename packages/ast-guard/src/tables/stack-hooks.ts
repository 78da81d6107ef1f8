/** Properties of `Error` that control how call stacks are captured. */
export const STACK_HOOKS: ReadonlySet<string> = new Set(['prepareStackTrace', 'stackTraceLimit']);
