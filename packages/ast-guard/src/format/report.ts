import type { ValidationResult } from '../validator.ts';

/** What was found in one file. */
export interface FileReport {
  readonly path: string;
  readonly source: string;
  readonly result: Pick<ValidationResult, 'valid' | 'issues' | 'omitted'>;
}

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
}

/** Counts what is listed. */
export function countIssues(reports: readonly FileReport[]): Counts {
  const issues = reports.flatMap(({ result }) => result.issues);
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: issues.length - errors };
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
