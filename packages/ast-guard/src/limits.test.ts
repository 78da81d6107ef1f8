import { expect, test } from 'vitest';
import { isSafeTypeScript } from './limits.ts';

test('what the TypeScript parser would take long for is not given to it', () => {
  for (const hostile of [
    'f<T>('.repeat(11),
    '(a?(b,c):d=>'.repeat(150),
    'a ? \n (b) : c => {'.repeat(150),
    'a?(b):c=>{x;return '.repeat(150),
    `${'A<'.repeat(101)}B`,
    `${'async<T>(a='.repeat(10)}1${')'.repeat(10)};`.repeat(100),
    `${'(a?(b,c):d=>'.repeat(40)}1${')'.repeat(40)};`.repeat(100),
    'a<b<c<d<e;'.repeat(10_000),
  ]) {
    expect(isSafeTypeScript(hostile), hostile.slice(0, 20)).toBe(false);
  }
});

test('ordinary code is', () => {
  for (const honest of [
    'const a: number = x ? (1) : (2);\n'.repeat(500),
    'if (x) { const a = y ? (1) : 2\n }\n'.repeat(500),
    'const f = <T,>(x: T): T => x;\nconst m = new Map<string, Map<string, number[]>>();\n'.repeat(200),
    'for (let i = 0; i < n; i++) { if (i < max && j < 2) { f<T>(g<U>(i)); } }\n'.repeat(1_000),
    'const n = a?.b?.(c) ?? (d);\n'.repeat(500),
  ]) {
    expect(isSafeTypeScript(honest), honest.slice(0, 40)).toBe(true);
  }
});
