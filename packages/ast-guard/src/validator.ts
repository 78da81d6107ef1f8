import type { File } from '@babel/types';
import { buildTree, TooDeep } from './ast/tree.ts';
import { MAX_WORK, TooMuchWork, withWork } from './ast/work.ts';
import { attachLocations } from './attach-locations.ts';
import { type Checked, type Finding, runRules } from './check.ts';
import { type GuardConfig, type ResolvedConfig, resolveConfig } from './config.ts';
import { type AppliedFix, applyFixes, type FixResult } from './fix.ts';
import { checkLimits } from './limits.ts';
import { type LineStarts, type Location, lineStartsOf, locationIn } from './location.ts';
import { type Language, parseSource, type SourceType, type SyntaxFault } from './parse.ts';
import type { Issue, MessageTemplate } from './rule.ts';
import { ENGINE_MESSAGES, mayBeGuessed, ownFaults, STARTS_WITH_FENCE, saidByParser, syntaxIssue } from './syntax.ts';

export interface ValidationResult {
  /** No issue of severity `error`: warnings do not count. */
  readonly valid: boolean;
  /** In source order, at most `maxIssues`. */
  readonly issues: readonly Issue[];
  /** Issues that were left out because there are more than `maxIssues`. */
  readonly omitted: number;
  /** The tree of the source as it stands, or null when it could not be parsed. */
  readonly ast: File | null;
  /** The language that the source was parsed as. */
  readonly language: Language;
}

/** One fix can make another possible; more rounds than this would mean that two undo each other. */
const MAX_FIX_ROUNDS = 5;

export interface ValidateOptions {
  /** Overrides the language of the configuration. */
  readonly language?: Language | 'auto';
}

/** Judges source text by a fixed set of rules. Holds no state between calls. */
export class Validator {
  readonly #config: ResolvedConfig;

  /**
   * @param config a preset such as `agentScript()`, or an object of the same shape.
   * @throws TypeError for an unknown rule, a wrong option, or a limit that is not a positive number.
   */
  constructor(config: GuardConfig) {
    this.#config = resolveConfig(config);
  }

  /** Judges `source`. Synchronous, bounded in time, and never throws for anything that a source may hold. */
  validate(source: string, options: ValidateOptions = {}): ValidationResult {
    const config = this.#config;
    const asked = options.language ?? config.language;
    const fault = checkLimits(source, config.limits);
    if (fault !== null) {
      const starts = typeof source === 'string' ? lineStartsOf(source.slice(0, fault.offset)) : [0];
      const location = locationIn(starts, fault.offset, fault.offset);
      const issues = [engineIssue(fault.messageId, location, { limit: fault.limit })];
      return { valid: false, issues, omitted: 0, ast: null, language: asked === 'ts' ? 'ts' : 'js' };
    }
    const preface = prefaceOf(source, config.sourceType);
    if (preface !== null) {
      const issues = [engineIssue(preface, START, {})];
      return { valid: false, issues, omitted: 0, ast: null, language: asked === 'ts' ? 'ts' : 'js' };
    }
    const { file, faults, language } = parseSource(source, asked, config.sourceType);
    const drafts = file === null ? [] : this.#judge(source, file, faults, language);
    const tree = faults.length === 0 ? file : null;
    if (faults.length === 0 && drafts.length === 0) return new Judged(ACCEPTED, tree, source, language);
    const starts = lineStartsOf(source);
    const syntax = ownFaults(faults)
      .slice(0, config.maxIssues)
      .map((one) => syntaxIssue(one, source, starts, config.active));
    const chosen = choose([...syntax, ...drafts], starts, config.maxIssues);
    return new Judged(chosen, tree, source, language);
  }

  /**
   * Applies the fixes that keep the meaning, again until there are none left, and says what was changed. A source that
   * is not well formed comes back as it is.
   */
  fix(source: string, options: ValidateOptions = {}): FixResult {
    const applied: AppliedFix[] = [];
    let code = source;
    for (let round = 0; round < MAX_FIX_ROUNDS; round++) {
      const { ast, issues } = this.validate(code, options);
      const next = applyFixes(code, issues);
      // A fix must leave code that parses; else the rule that offered it is at fault, and nothing is changed.
      if (ast === null || next.applied.length === 0 || this.validate(next.code, options).ast === null) break;
      code = next.code;
      applied.push(...next.applied);
    }
    return { code, applied };
  }

  #judge(source: string, file: File, faults: readonly SyntaxFault[], language: Language): Draft[] {
    const { limits, active } = this.#config;
    let checked: Checked;
    let isComplete = false;
    try {
      checked = withWork(MAX_WORK, () => {
        const built = buildTree(file, limits.maxNodeDepth, language);
        isComplete = built.isComplete;
        return runRules(built.tree, source, file.comments ?? [], active);
      });
    } catch (error) {
      if (error instanceof TooMuchWork) return [engineIssue('tooComplex', START, {})];
      if (!(error instanceof TooDeep)) throw error;
      return [engineIssue('tooDeep', START, { limit: limits.maxNodeDepth })];
    }
    const drafts: Draft[] = checked.findings.filter(
      // The parser and a rule may both object to one construct; the parser's word then stands for both.
      (finding) =>
        faults.length === 0 ||
        !(saidByParser(finding.active.rule.id, startOf(finding.report.at), faults) || mayBeGuessed(finding, faults)),
    );
    for (const { rule, error } of checked.crashes) {
      drafts.push(engineIssue('crashed', START, { rule: rule.id, error: describe(error) }));
    }
    if (!isComplete) drafts.push(engineIssue('incomplete', START, {}));
    return drafts;
  }
}

/** What becomes an issue: a finding is only written out when it is among those that are handed over. */
type Draft = Finding | Issue;

function isIssue(draft: Draft): draft is Issue {
  return 'ruleId' in draft;
}

function startOf(at: Finding['report']['at']): number {
  return ('node' in at ? at.node.start : at.start) ?? 0;
}

type Verdict = Pick<ValidationResult, 'valid' | 'issues' | 'omitted'>;

const ACCEPTED: Verdict = { valid: true, issues: [], omitted: 0 };

/**
 * A class, so that the getter belongs to the prototype: V8 keeps a closure that is never called alive for a while, and
 * a getter made for each result would keep its whole tree.
 */
class Judged implements ValidationResult {
  readonly valid: boolean;
  readonly issues: readonly Issue[];
  readonly omitted: number;
  readonly language: Language;
  readonly #source: string;
  readonly #file: File | null;
  #isLocated = false;

  constructor({ valid, issues, omitted }: Verdict, file: File | null, source: string, language: Language) {
    this.valid = valid;
    this.issues = issues;
    this.omitted = omitted;
    this.language = language;
    this.#file = file;
    this.#source = source;
  }

  get ast(): File | null {
    if (this.#file !== null && !this.#isLocated) attachLocations(this.#file, this.#source);
    this.#isLocated = true;
    return this.#file;
  }
}

function choose(drafts: readonly Draft[], starts: LineStarts, maxIssues: number): Verdict {
  const severityOf = (draft: Draft) => (isIssue(draft) ? draft.severity : draft.active.severity);
  const errors = drafts.filter((draft) => severityOf(draft) === 'error');
  let kept = drafts;
  if (drafts.length > maxIssues) {
    kept = [...errors, ...drafts.filter((draft) => severityOf(draft) !== 'error')].slice(0, maxIssues);
  }
  const issues = kept.map((draft) => (isIssue(draft) ? draft : toIssue(draft, starts))).sort(inSourceOrder);
  return { valid: errors.length === 0, issues, omitted: drafts.length - kept.length };
}

/** What stands before the code and is none; a file that is run as it is may name its interpreter. */
function prefaceOf(source: string, sourceType: SourceType): 'fenced' | 'interpreter' | null {
  if (STARTS_WITH_FENCE.test(source)) return 'fenced';
  return sourceType === 'body' && source.startsWith('#!') ? 'interpreter' : null;
}

function inSourceOrder(a: Issue, b: Issue): number {
  return (
    a.location.start.line - b.location.start.line ||
    a.location.start.column - b.location.start.column ||
    (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0)
  );
}

function toIssue({ active, report }: Finding, starts: LineStarts): Issue {
  const template = active.rule.messages[report.messageId] as MessageTemplate;
  const data = report.data ?? {};
  const own = typeof report.hint === 'function' ? report.hint() : report.hint;
  const hint = own ?? template.hint;
  return {
    ruleId: active.rule.id,
    messageId: report.messageId,
    severity: active.severity,
    message: fill(template.text, data),
    ...(hint === undefined ? {} : { hint: fill(hint, data) }),
    location: locate(report.at, starts),
    ...(report.fix === undefined ? {} : { fix: report.fix }),
    ...(report.suggestions === undefined ? {} : { suggestions: report.suggestions }),
  };
}

function locate(at: Finding['report']['at'], starts: LineStarts): Location {
  const { start, end } = 'node' in at ? at.node : at;
  return locationIn(starts, start ?? 0, end ?? 0);
}

const START: Location = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

function engineIssue(
  messageId: keyof typeof ENGINE_MESSAGES,
  location: Location,
  data: Record<string, string | number>,
): Issue {
  const { text, hint, ruleId } = ENGINE_MESSAGES[messageId];
  return {
    ruleId,
    messageId,
    severity: 'error',
    message: fill(text, data),
    ...(hint === undefined ? {} : { hint: fill(hint, data) }),
    location,
  };
}

function fill(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(data, name) ? String(data[name]) : whole,
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
