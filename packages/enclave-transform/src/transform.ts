import type { File, Node } from '@babel/types';
import { RESERVED_PREFIX, RUNTIME_NAME } from '@enclave-vm/runtime-contract';
import { type AuthorMap, mapToAuthor, UNCHANGED } from './author.ts';
import { applyCustom, type Program } from './custom/apply.ts';
import type { CustomTransform } from './custom/babel-plugin.ts';
import type { Repair } from './entry/repair.ts';
import { locationOf, type SourceLocation, TransformError } from './errors.ts';
import { LineTable } from './line-table.ts';
import { COUNT, checkOptions, type Expectation, LIST, OBJECT, oneOf, TEXT } from './options.ts';
import { type Language, parse, parseEither, type SourceType } from './parse.ts';
import type { Plugin, PluginRun, RuntimeMember } from './plugin.ts';
import type { Origin } from './plugins/positions.ts';
import { reservedNames } from './reserved.ts';
import { Splice } from './splice.ts';
import { verify } from './verify.ts';
import { type Handler, walk } from './walk.ts';

export interface TransformOptions {
  /**
   * What to do: plugins of this package, and Babel plugins of your own. Yours run first, in one walk, so that a loop which
   * they add is counted too.
   */
  readonly plugins: readonly (Plugin | CustomTransform)[];
  /** Milliseconds that all Babel plugins together may take. Default 1000. */
  readonly customTimeout?: number | undefined;
  /** Default `body`: a program with top-level `await` and `return`, always strict. */
  readonly sourceType?: SourceType | undefined;
  /** The tree of this very source, where a caller has parsed it already. It is not changed. */
  readonly ast?: File | undefined;
  /** Language of the source. `auto` (default) takes JavaScript, and TypeScript when that alone parses. */
  readonly language?: Language | 'auto' | undefined;
  /** Characters that the source may have. Default 1,000,000. */
  readonly maxSourceLength?: number | undefined;
  /** Name of the source in source maps. Default `script.js`. */
  readonly fileName?: string | undefined;
}

export interface TransformResult {
  /** Body: the text of a strict async function body. Script: a script that runs in any realm. */
  readonly code: string;
  /** The program after custom plugins and before `plugins`: what a guard should judge again. */
  readonly source: string;
  /** What was put right in the shape of the program, with `entryPoint()`. */
  readonly repairs: readonly Repair[];
  /** Whether the body refers to the guest runtime, which its runner must then bind. */
  readonly instrumented: boolean;
  readonly language: Language;
  /**
   * With `positions()`: says where an error came from, given the pairs (function, position) that the runtime noted while
   * it passed, innermost first.
   */
  locate(trace: readonly number[]): Origin | undefined;
  /**
   * Where a place of `code` (default) or of `source` is in what the author wrote; for text that the author did not write,
   * where that was put.
   */
  locateInSource(place: SourceLocation, of?: 'code' | 'source'): SourceLocation;
  /** Source map (version 3) from the code to the author's source, as JSON. Made when first asked for. */
  map(): string;
}

const OPTIONS: Record<keyof TransformOptions, Expectation> = {
  plugins: LIST,
  customTimeout: ['a whole number of milliseconds from 1 on', (value) => Number.isInteger(value) && Number(value) >= 1],
  sourceType: oneOf('body', 'script'),
  ast: OBJECT,
  language: oneOf('auto', 'js', 'ts'),
  maxSourceLength: COUNT,
  fileName: TEXT,
};

/** Instruments a program. Throws {@link TransformError} when it cannot be done. */
export function transform(source: string, options: TransformOptions): TransformResult {
  checkOptions('transform()', options, OPTIONS, ['plugins']);
  if (typeof source !== 'string') {
    throw new TransformError('INVALID_OPTIONS', 'transform(): the source must be a text.');
  }
  const { maxSourceLength = 1_000_000 } = options;
  if (source.length > maxSourceLength) {
    const message = `The source has ${source.length} characters; ${maxSourceLength} are allowed.`;
    throw new TransformError('SOURCE_TOO_LARGE', message);
  }
  try {
    return transformParsed(source, options);
  } catch (error) {
    // Parser and walks go down as deep as the source does.
    if (!(error instanceof RangeError && /call stack/.test(error.message))) throw error;
    throw new TransformError('SOURCE_TOO_DEEP', 'The source is nested too deeply.', { cause: error });
  }
}

function transformParsed(source: string, options: TransformOptions): TransformResult {
  const { sourceType = 'body', language = 'auto', fileName = 'script.js', customTimeout = 1000, ast } = options;
  const plugins = options.plugins.filter(isOwn);
  assertDistinct(plugins);
  const custom = options.plugins.filter((plugin): plugin is CustomTransform => !isOwn(plugin));
  const repairs: Repair[] = [];
  let text = source;
  for (const plugin of ast === undefined ? plugins : []) {
    const prepared = plugin.prepare?.(text);
    if (prepared === undefined) continue;
    text = prepared.source;
    repairs.push(...prepared.repairs);
  }
  const parsed = parseSource(text, sourceType, language, ast);
  const program = { source: text, sourceType, fileName, language: parsed.language };
  const job = { plugins, repairs, file: parsed.file, author: UNCHANGED, ...program };
  if (custom.length === 0) return instrument(job);
  const customized = applyCustom(program, custom, customTimeout);
  return instrument({ ...job, source: customized.source, file: customized.file, author: mapToAuthor(customized) });
}

function isOwn(plugin: Plugin | CustomTransform): plugin is Plugin {
  return typeof plugin === 'object' && plugin !== null && 'start' in plugin;
}

/** Two of one kind would both put their own names into the program. */
function assertDistinct(plugins: readonly Plugin[]): void {
  const names = plugins.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new TransformError('INVALID_OPTIONS', `transform(): "${twice}" is in "plugins" twice.`);
}

interface Job extends Program {
  readonly plugins: readonly Plugin[];
  readonly repairs: Repair[];
  readonly file: File;
  readonly author: AuthorMap;
}

function instrument({ plugins, repairs, file, author, ...program }: Job): TransformResult {
  const { source, sourceType, language, fileName } = program;
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
          throw new TransformError(
            'INVALID_OPTIONS',
            `${plugin.name} needs a runner: it works on bodies, not on scripts.`,
          );
        }
        runtime.add(member);
        return `${RESERVED_PREFIX}${member}`;
      },
      prologue: (text) => prologue.push(text),
      repaired: (repair) => repairs.push(repair),
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
  return {
    code,
    source,
    repairs,
    instrumented: first !== undefined && runtime.size > 0,
    language,
    locate: locator(locate, author),
    locateInSource: placer({ splice, source, code, author }),
    map: mapper(splice, fileName, author),
  };
}

/** The result may be kept for long: each of its functions holds on to what it needs, and to no more of the work. */
function locator(locate: PluginRun['locate'], author: AuthorMap): TransformResult['locate'] {
  return (trace) => mapOrigin(locate?.(trace), author);
}

function placer({
  splice,
  source,
  code,
  author,
}: Record<'source' | 'code', string> & { splice: Splice; author: AuthorMap }): TransformResult['locateInSource'] {
  return (place, of = 'code') => {
    if (of === 'source') return author.locate(place);
    return author.locate(new LineTable(source).locate(splice.sourceOf(new LineTable(code).offsetOf(place))));
  };
}

function mapper(splice: Splice, fileName: string, author: AuthorMap): TransformResult['map'] {
  let map: string | undefined;
  return () => (map ??= author.join(splice.map(fileName)));
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
