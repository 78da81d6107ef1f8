import { RESERVED_PREFIX, RUNTIME_NAME } from '@enclave-vm/runtime-contract';
import type { File, Node } from '@babel/types';
import { type AuthorMap, mapToAuthor, UNCHANGED } from './author.ts';
import { applyCustom } from './custom/apply.ts';
import type { CustomTransform } from './custom/babel-plugin.ts';
import { locationOf, TransformError } from './errors.ts';
import { type Language, parse, parseEither, type SourceType } from './parse.ts';
import type { Plugin, PluginRun, RuntimeMember } from './plugin.ts';
import type { Origin } from './plugins/positions.ts';
import { reservedNames } from './reserved.ts';
import { Splice } from './splice.ts';
import { verify } from './verify.ts';
import { type Handler, walk } from './walk.ts';

export interface TransformOptions {
  /** What to do. */
  readonly plugins: readonly Plugin[];
  /** Babel plugins of your own. They run before `plugins`, so that a loop which they add is counted too. */
  readonly custom?: readonly CustomTransform[];
  /** Milliseconds that all custom plugins together may take. Default 1000. */
  readonly customTimeout?: number;
  /** Default `body`: a program with top-level `await` and `return`, always strict. */
  readonly sourceType?: SourceType;
  /** The tree of this very source, where a caller has parsed it already. It is not changed. */
  readonly ast?: File | undefined;
  /** Language of the source. `auto` (default) takes JavaScript, and TypeScript when that alone parses. */
  readonly language?: Language | 'auto';
  /** Name of the source in source maps. Default `script.js`. */
  readonly fileName?: string;
}

export interface TransformResult {
  /** Body: the text of a strict async function body. Script: a script that runs in any realm. */
  readonly code: string;
  /** The program after custom plugins and before `plugins`: what a guard should judge again. */
  readonly source: string;
  /** Whether the body refers to the guest runtime, which its runner must then bind. */
  readonly instrumented: boolean;
  readonly language: Language;
  /**
   * With `positions()`: says where an error came from, given the pairs (function, position) that the runtime noted while
   * it passed, innermost first.
   */
  locate(trace: readonly number[]): Origin | undefined;
  /** Source map (version 3) from the code to the author's source, as JSON. Made when first asked for. */
  map(): string;
}

/** Instruments a program. Throws {@link TransformError} when it cannot be done. */
export function transform(source: string, options: TransformOptions): TransformResult {
  const { sourceType = 'body', language = 'auto', fileName = 'script.js', custom = [], customTimeout = 1000 } = options;
  const parsed = parseSource(source, sourceType, language, options.ast);
  if (custom.length === 0) return instrument(source, parsed.file, UNCHANGED, { ...options, ...parsed });
  const customized = applyCustom({ source, sourceType, fileName, language: parsed.language }, custom, customTimeout);
  return instrument(customized.source, customized.file, mapToAuthor(customized), { ...options, ...parsed });
}

interface InstrumentOptions extends TransformOptions {
  readonly language: Language;
}

function instrument(source: string, file: File, author: AuthorMap, options: InstrumentOptions): TransformResult {
  const { plugins, sourceType = 'body', language, fileName = 'script.js' } = options;
  const splice = new Splice(source);
  const runtime = new Set<RuntimeMember>();
  const prologue: string[] = [];
  const locateNode = (node: Node) => {
    const location = locationOf(node);
    return location && author.locate(location);
  };
  const runs = [reservedNames, ...plugins].map((plugin) => {
    const run = plugin.start({
      source,
      sourceType,
      language,
      splice,
      useRuntime(member) {
        if (sourceType === 'script') {
          throw new TransformError('INVALID_OPTIONS', `${plugin.name} needs a runner: it works on bodies, not on scripts.`);
        }
        runtime.add(member);
        return `${RESERVED_PREFIX}${member}`;
      },
      prologue: (text) => prologue.push(text),
      refuse(node, code, message, hint) {
        throw new TransformError(code, message, { hint, location: locateNode(node), plugin: plugin.name });
      },
    });
    return { plugin, run };
  });
  const nodes = collect(file, runs);
  for (const { run } of runs) run.finish?.(file);
  const first = file.program.body[0];
  if (first !== undefined) splice.before(first.start as number, [bindRuntime(runtime), ...prologue].join(''));
  const code = splice.toString();
  verify(runs, { code, nodes, indexOf: (offset) => splice.indexOf(offset) }, locateNode);
  // What turned types into nothing must leave JavaScript behind.
  const produced = runs.find(({ run }) => run.produces !== undefined)?.run.produces ?? language;
  if (produced !== language) parse(code, sourceType, produced);
  const locate = runs.find(({ run }) => run.locate !== undefined)?.run.locate;
  let map: string | undefined;
  return {
    code,
    source,
    instrumented: first !== undefined && runtime.size > 0,
    language,
    locate: (trace) => mapOrigin(locate?.(trace), author),
    map: () => (map ??= author.join(splice.map(fileName))),
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

/** The one walk: calls all handlers, and keeps the nodes that verification looks at. */
function collect(file: File, runs: readonly { run: PluginRun }[]): (...types: readonly string[]) => Node[] {
  const handlers = new Map<string, Handler[]>();
  for (const { run } of runs) {
    for (const [type, handler] of Object.entries(run.visit)) {
      const known = handlers.get(type);
      if (known === undefined) handlers.set(type, [handler]);
      else known.push(handler);
    }
  }
  const found = new Map<string, Node[]>();
  walk(file, (node, ancestors) => {
    const own = handlers.get(node.type);
    if (own === undefined) return undefined;
    if (node.type !== 'Identifier') {
      const known = found.get(node.type);
      if (known === undefined) found.set(node.type, [node]);
      else known.push(node);
    }
    for (const handler of own) {
      const outcome = handler(node, ancestors);
      if (outcome !== undefined) return outcome;
    }
    return undefined;
  });
  return (...types) => types.flatMap((type) => found.get(type) ?? []).sort((a, b) => Number(a.start) - Number(b.start));
}

function mapOrigin(origin: Origin | undefined, author: AuthorMap): Origin | undefined {
  if (origin === undefined || author === UNCHANGED) return origin;
  const stack = origin.stack.map((frame) => ({ ...frame, ...author.locate(frame) }));
  return { location: author.locate(origin.location), stack };
}
