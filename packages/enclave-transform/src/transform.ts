import type { File, Node } from '@babel/types';
import { RESERVED_PREFIX, RUNTIME_NAME } from '@enclave-vm/runtime-contract';
import { TransformError } from './errors.ts';
import { type Language, parse, parseEither, type SourceType } from './parse.ts';
import type { Plugin, PluginContext, PluginRun, RuntimeMember } from './plugin.ts';
import type { Origin } from './plugins/positions.ts';
import { reservedNames } from './reserved.ts';
import { Splice } from './splice.ts';
import { verify } from './verify.ts';
import { type Handler, walk } from './walk.ts';

export interface TransformOptions {
  /** What to do, in order. */
  readonly plugins: readonly Plugin[];
  /** Default `body`: a program with top-level `await` and `return`, always strict. */
  readonly sourceType?: SourceType;
  /** The tree of this very source, where a caller has parsed it already (with the same `sourceType`). It is not changed. */
  readonly ast?: File;
  /** Language of the source. `auto` (default) takes JavaScript, and TypeScript when that alone parses. */
  readonly language?: Language | 'auto';
}

export interface TransformResult {
  /** Body: the text of a strict async function body. Script: a script that runs in any realm. */
  readonly code: string;
  /** Whether the body refers to the guest runtime, which its runner must then bind. */
  readonly instrumented: boolean;
  readonly language: Language;
  /**
   * With `positions()`: says where an error came from, given the pairs (function, position) that the runtime noted while
   * it passed, innermost first.
   */
  locate(trace: readonly number[]): Origin | undefined;
  /** Source map (version 3) from the code to the source, as JSON. Made when first asked for. */
  map(): string;
}

/** Instruments a program. Throws {@link TransformError} when it cannot be done. */
export function transform(source: string, options: TransformOptions): TransformResult {
  const { plugins, sourceType = 'body', language = 'auto' } = options;
  const parsed = parseSource(source, sourceType, language, options.ast);
  const splice = new Splice(source);
  const runtime = new Set<RuntimeMember>();
  const prologue: string[] = [];
  const runs: { plugin: Plugin; run: PluginRun }[] = [];
  for (const plugin of [reservedNames, ...plugins]) {
    const context: PluginContext = {
      source,
      sourceType,
      language: parsed.language,
      splice,
      useRuntime(member) {
        if (sourceType === 'script') {
          throw new TransformError(
            'INVALID_OPTIONS',
            `${plugin.name} needs a runner: it works on a body, not on a script.`,
          );
        }
        runtime.add(member);
        return `${RESERVED_PREFIX}${member}`;
      },
      prologue: (text) => prologue.push(text),
      refuse(node, code, message, hint) {
        throw new TransformError(code, message, { hint, location: locationOf(node), plugin: plugin.name });
      },
    };
    runs.push({ plugin, run: plugin.start(context) });
  }
  walk(parsed.file, handlerTable(runs.map(({ run }) => run)));
  for (const { run } of runs) run.finish?.(parsed.file);
  const first = parsed.file.program.body[0];
  if (first !== undefined) splice.before(first.start as number, [bindRuntime(runtime), ...prologue].join(''));
  const code = splice.toString();
  verify(runs, code, sourceType, parsed.language);
  const locate = runs.find(({ run }) => run.locate !== undefined)?.run.locate;
  let map: string | undefined;
  return {
    code,
    instrumented: first !== undefined && runtime.size > 0,
    language: parsed.language,
    locate: (trace) => locate?.(trace),
    map: () => (map ??= splice.map('script.js')),
  };
}

function parseSource(source: string, sourceType: SourceType, language: Language | 'auto', ast: File | undefined) {
  if (ast !== undefined) return { file: ast, language: language === 'auto' ? ('js' as const) : language };
  if (language === 'auto') return parseEither(source, sourceType);
  return { file: parse(source, sourceType, language), language };
}

function bindRuntime(members: ReadonlySet<RuntimeMember>): string {
  if (members.size === 0) return '';
  const bindings = [...members].map((member) => `${member}:${RESERVED_PREFIX}${member}`);
  return `const {${bindings.join(',')}}=${RUNTIME_NAME};`;
}

function handlerTable(runs: readonly PluginRun[]): (type: string) => readonly Handler[] | undefined {
  const table = new Map<string, Handler[]>();
  for (const { visit } of runs) {
    for (const [type, handler] of Object.entries(visit)) {
      const handlers = table.get(type);
      if (handlers === undefined) table.set(type, [handler]);
      else handlers.push(handler);
    }
  }
  return (type) => table.get(type);
}

function locationOf(node: Node): { line: number; column: number } | undefined {
  const at = node.loc?.start;
  return at && { line: at.line, column: at.column + 1 };
}
