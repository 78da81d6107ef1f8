import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HostCondition } from './attacks/host-condition.ts';

/** An orchestration script as a language model writes it. */
export interface Program {
  readonly id: string;
  readonly level?: string;
  readonly features?: readonly string[];
  readonly code: string;
  readonly js?: string;
  /** What plain Node gives, after a JSON round trip; `undefined` is stored as `null`. */
  readonly expected: unknown;
}

export interface AttackLimits {
  readonly maxIterations?: number;
  readonly maxToolCalls?: number;
  readonly maxResultBytes?: number;
  readonly maxLogBytes?: number;
  readonly timeoutMs?: number;
}

/** A hostile script and what the oracle must know about it. */
export interface Attack {
  readonly id: string;
  readonly class: string;
  readonly technique: string;
  readonly needs: readonly string[];
  readonly kind: string;
  readonly layer: readonly string[];
  readonly code?: string;
  /** A JavaScript expression that gives the source, where it would be too large to store. */
  readonly codeGen?: string;
  /** What the application around the sandbox does to its process. */
  readonly host?: HostCondition;
  readonly control?: string;
  readonly check?: string;
  readonly limits?: AttackLimits;
  /** Run so many times on one instance; the last outcome counts. */
  readonly runs?: number;
  /** The verdict depends on a stance. */
  readonly policy?: boolean;
  readonly minNode?: string | number;
  readonly pwnIf?: Readonly<Record<string, unknown>>;
}

export const CORPUS_FOLDER = fileURLToPath(new URL('../corpus/', import.meta.url));

export const inCorpus = (name: string): string => CORPUS_FOLDER + name;

export const ATTACK_FILES: readonly string[] = ['attacks.public.jsonl', 'own-attacks.jsonl'].map(inCorpus);
export const PROGRAM_FILES: readonly string[] = ['scripts.public.jsonl', 'own-scripts.jsonl'].map(inCorpus);
export const ALGORITHM_FILES: readonly string[] = ['algos.public.jsonl', 'own-algos.jsonl'].map(inCorpus);

export function readLines<T>(files: readonly string[]): T[] {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as T),
  );
}

export function attackSource(attack: Attack): string {
  // The corpus is ours: the expression only spares us megabytes of text in the repository.
  if (attack.codeGen !== undefined) return new Function(`return (${attack.codeGen})`)() as string;
  return attack.code ?? '';
}

const nodeMajor = Number(process.versions.node.split('.')[0]);

export const appliesToThisNode = ({ minNode }: Attack): boolean =>
  minNode === undefined || nodeMajor >= Number(minNode);

/** Features that not every supported Node can parse, and the first that can. */
const NODE_OF_FEATURE: ReadonlyMap<string, number> = new Map([['using', 24]]);

export const isKnownToThisNode = ({ features = [] }: Program): boolean =>
  features.every((feature) => nodeMajor >= (NODE_OF_FEATURE.get(feature) ?? 0));

/** The four levels in the spelling of the product. */
export const LEVELS = ['STRICT', 'SECURE', 'STANDARD', 'PERMISSIVE'] as const;
export type Level = (typeof LEVELS)[number];
export const TIERS = ['process', 'vm'] as const;
export type Tier = (typeof TIERS)[number];

export const namedLevel = (program: Program): Level => (program.level ?? 'standard').toUpperCase() as Level;
