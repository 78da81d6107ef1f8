import type { Issue, TextEdit } from './rule.ts';

export interface AppliedFix {
  readonly ruleId: string;
  readonly message: string;
  readonly line: number;
}

export interface FixResult {
  /** The source with every safe fix applied. */
  readonly code: string;
  /** What was changed, in the order of the changes. */
  readonly applied: readonly AppliedFix[];
}

/** Applies the fixes of `issues` that do not overlap one another, first come first served. */
export function applyFixes(source: string, issues: readonly Issue[]): FixResult {
  const taken: TextEdit[] = [];
  const applied: AppliedFix[] = [];
  for (const { fix, ruleId, message, location } of issues) {
    if (fix === undefined || fix.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    taken.push(...fix);
    applied.push({ ruleId, message, line: location.start.line });
  }
  let code = source;
  for (const { start, end, text } of [...taken].sort((a, b) => b.start - a.start)) {
    code = code.slice(0, start) + text + code.slice(end);
  }
  return { code, applied };
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
