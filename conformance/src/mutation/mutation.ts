import type { Attack, Tier } from '../corpus.ts';
import type { Mode } from '../subjects/modes.ts';

/** A replacement in a source file of the package. It must fit exactly once, or the mutation is out of date. */
export interface Edit {
  readonly file: string;
  readonly find: string | RegExp;
  readonly put: string;
}

/** Attacks whose id or class contains one of the words. */
export interface WatchedAttacks {
  readonly mode: Mode;
  readonly tier: Tier;
  readonly words: readonly string[];
}

/** Test files of the repository, or folders of them. */
export interface WatchedTests {
  readonly tests: readonly string[];
}

/** One defence taken away, and who must notice. */
export interface Mutation {
  readonly id: string;
  readonly package: 'ast-guard' | 'enclave-transform' | 'enclave-vm' | 'core';
  readonly edits: readonly Edit[];
  readonly watch: WatchedAttacks | WatchedTests | 'main-realm';
  /** Why nothing notices: which other layer holds. Without it, going unnoticed is a fault of the suite. */
  readonly redundant?: string;
}

export const kernel = (file: string): string => `src/kernel/${file}`;
export const inVm = (...words: string[]): WatchedAttacks => ({ mode: 'runner-only', tier: 'vm', words });
export const inProcess = (...words: string[]): WatchedAttacks => ({ mode: 'runner-only', tier: 'process', words });
export const inTests = (...tests: string[]): WatchedTests => ({ tests });

export const isWatched = ({ id, class: name }: Attack, { words }: WatchedAttacks): boolean =>
  words.some((word) => id.includes(word) || name === word);
