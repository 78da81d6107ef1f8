import type { Node } from '@babel/types';
import { type SourceLocation, TransformError } from './errors.ts';
import type { Finished, Plugin, PluginRun } from './plugin.ts';

/** Lets every plugin look at the finished text. Throws `VERIFY_FAILED` with the name of the plugin that is not content. */
export function verify(
  runs: readonly { plugin: Plugin; run: PluginRun }[],
  finished: Finished,
  locate: (node: Node) => SourceLocation | undefined,
): void {
  for (const { plugin, run } of runs) {
    const problem = run.verify?.(finished);
    if (problem === undefined) continue;
    throw new TransformError('VERIFY_FAILED', `${plugin.name}: the finished program has ${problem.message}.`, {
      plugin: plugin.name,
      location: locate(problem.node),
    });
  }
}
