import type { GuardConfig } from '../config.ts';
import type { SourceType } from '../parse.ts';

/**
 * The configuration for code that will run elsewhere: what is dangerous or surely wrong in any JavaScript, without a
 * list of allowed names and without rules on tools. Modules may import and export.
 */
export function recommended({ sourceType = 'module' }: { readonly sourceType?: SourceType } = {}): GuardConfig {
  return {
    name: 'recommended',
    language: 'auto',
    sourceType,
    rules: {
      'no-dynamic-code': 'error',
      'no-constructor-access': 'error',
      'no-prototype-access': 'error',
      'no-proto-property': 'error',
      'no-intrinsic-mutation': 'error',
      'no-stack-api': 'error',
      'no-with': 'error',
      'no-debugger': 'error',
      'no-html-comments': 'error',
      'no-endless-loops': 'warning',
      'no-slow-regex': 'error',
      'no-huge-allocations': 'error',
      'no-huge-bigints': 'error',
      'no-bidi-characters': 'error',
      'no-invisible-characters': 'error',
      'no-mixed-script-names': 'error',
      'no-lookalike-names': 'error',
      'no-unreachable-code': 'warning',
      'no-assignment-in-condition': 'warning',
      'no-const-assignment': 'warning',
      'no-unknown-functions': 'warning',
      'prefer-let': 'warning',
    },
  };
}
