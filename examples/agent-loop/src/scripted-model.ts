/**
 * Stands in for a language model, so that this example runs without a network. It sees what a model would see, and that
 * is text: the prompt from `describe()`, and after each run what `formatForModel()` said. It imports nothing of the
 * enclave.
 */
import { readFeedback } from './read-feedback.ts';
import { readSignatures } from './read-prompt.ts';
import { addAwait } from './repairs/add-await.ts';
import { endLoop } from './repairs/end-loop.ts';
import { fitArguments } from './repairs/fit-arguments.ts';
import type { Repair } from './repairs/repair.ts';
import { useSuggestedTool } from './repairs/use-suggested-tool.ts';
import { writeCodeDirectly } from './repairs/write-code-directly.ts';

const REPAIRS: readonly Repair[] = [writeCodeDirectly, useSuggestedTool, fitArguments, addAwait, endLoop];

export interface Model {
  /** The next version of a script, or nothing when the text does not say what to change. */
  repair(script: string, feedback: string): string | undefined;
}

export function createModel(prompt: string): Model {
  const tools = readSignatures(prompt);
  return {
    repair(script, text) {
      const situation = { script, feedback: readFeedback(text), tools };
      for (const repair of REPAIRS) {
        const repaired = repair(situation);
        if (repaired !== undefined) return repaired;
      }
      return undefined;
    },
  };
}
