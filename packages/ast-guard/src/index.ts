export type { Access } from './ast/access.ts';
export type { Binding, BindingKind, Role, Scope, Site, Tree } from './ast/site.ts';
export type { GuardConfig, RuleSetting } from './config.ts';
export type { AppliedFix, FixResult } from './fix.ts';
export { type CodeFrameOptions, codeFrame } from './format/code-frame.ts';
export { formatGithub } from './format/github.ts';
export { formatJson } from './format/json.ts';
export { formatIssue } from './format/message.ts';
export { formatForModel, type ModelFormatOptions } from './format/model.ts';
export { formatPretty, type PrettyOptions } from './format/pretty.ts';
export type { FileReport } from './format/report.ts';
export { formatSarif, type SarifOptions } from './format/sarif.ts';
export { DEFAULT_LIMITS, type SourceLimits } from './limits.ts';
export type { Location, Position } from './location.ts';
export type { Language, SourceType } from './parse.ts';
export { type AgentScriptOptions, agentScript } from './presets/agent-script.ts';
export { type DescribeOptions, describeAgentScript } from './presets/describe.ts';
export { recommended } from './presets/recommended.ts';
export {
  defineRule,
  type Family,
  type InvalidExample,
  type Issue,
  type MessageTemplate,
  type Report,
  type Rule,
  type RuleContext,
  type RuleDefinition,
  type Severity,
  type Suggestion,
  type TextEdit,
  type ValidExample,
  type Visitor,
} from './rule.ts';
export { RULES } from './rules/index.ts';
export { type ValidateOptions, type ValidationResult, Validator } from './validator.ts';
