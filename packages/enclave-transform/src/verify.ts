import { TransformError } from './errors.ts';
import { type Language, parse, type SourceType } from './parse.ts';
import type { Plugin, PluginRun } from './plugin.ts';

/** Parses the finished text anew and lets every plugin look at it. Throws `VERIFY_FAILED` with the name of the plugin. */
export function verify(
  runs: readonly { plugin: Plugin; run: PluginRun }[],
  code: string,
  sourceType: SourceType,
  language: Language,
): void {
  if (runs.every(({ run }) => run.verify === undefined)) return;
  const produced = runs.findLast(({ run }) => run.produces !== undefined)?.run.produces ?? language;
  const finished = { file: parse(code, sourceType, produced), code, sourceType };
  for (const { plugin, run } of runs) {
    const problem = run.verify?.(finished);
    if (problem === undefined) continue;
    const at = problem.node.loc?.start;
    const where = at ? ` (line ${at.line}, column ${at.column + 1} of the finished code)` : '';
    throw new TransformError('VERIFY_FAILED', `${plugin.name}: the finished program has ${problem.message}${where}.`, {
      plugin: plugin.name,
    });
  }
}
