import { Enclave } from '@enclave-vm/core';
import type { Level, Program, Tier } from '../corpus.ts';
import { normalForm, sameValue } from './normal-form.ts';
import { loadToolWorld } from './tool-world.ts';

/** How one honest script fared. */
export interface ProgramResult {
  readonly id: string;
  readonly accepted: boolean;
  readonly correct: boolean;
  /** Why not, in one line. */
  readonly problem?: string;
  readonly ms: number;
}

export interface ProgramRun {
  readonly programs: readonly Program[];
  readonly level: Level;
  readonly tier: Tier;
  readonly toolsFile?: string;
  readonly maxIterations?: number;
}

interface ResultLike {
  readonly success: boolean;
  readonly value?: unknown;
  readonly error?: {
    code: string;
    message: string;
    issues?: readonly { ruleId: string; location?: { start: { line: number } } }[];
  };
}

function describe(result: ResultLike, expected: unknown): string {
  if (result.success)
    return `gave ${JSON.stringify(normalForm(result.value)).slice(0, 160)}, expected ${JSON.stringify(expected).slice(0, 160)}`;
  const rules = result.error?.issues?.map((issue) => `${issue.ruleId}:${issue.location?.start.line}`).join(' ') ?? '';
  return `${result.error?.code} ${result.error?.message.split('\n')[0]?.slice(0, 160)} ${rules}`.trim();
}

/** Runs honest scripts one after the other on one instance, each with a fresh tool world. */
export async function runPrograms({
  programs,
  level,
  tier,
  toolsFile,
  maxIterations,
}: ProgramRun): Promise<ProgramResult[]> {
  const createWorld = await loadToolWorld(toolsFile);
  const enclave = new Enclave({
    securityLevel: level,
    isolation: tier,
    // Honest scripts are judged by what they give. A busy machine is no fault of theirs.
    timeout: 60_000,
    ...(maxIterations === undefined ? {} : { maxIterations }),
  });
  const results: ProgramResult[] = [];
  try {
    for (const program of programs) {
      const world = createWorld();
      const from = performance.now();
      let result: ResultLike;
      try {
        result = (await enclave.run(program.code, {
          toolHandler: (name: string, args: unknown) => world.callTool(name, args),
        } as Parameters<typeof enclave.run>[1])) as ResultLike;
      } catch (error) {
        result = { success: false, error: { code: 'THROWN', message: String(error) } };
      }
      const correct = result.success && sameValue(normalForm(result.value), program.expected);
      results.push({
        id: program.id,
        accepted: result.success || result.error?.code !== 'VALIDATION_ERROR',
        correct,
        ...(correct ? {} : { problem: describe(result, program.expected) }),
        ms: performance.now() - from,
      });
    }
  } finally {
    await enclave.dispose();
  }
  return results;
}
