import type { File, Node } from '@babel/types';
import type { Repair } from './entry/repair.ts';
import type { TransformErrorCode } from './errors.ts';
import type { Language, SourceType } from './parse.ts';
import type { Origin } from './plugins/positions.ts';
import type { Splice } from './splice.ts';
import type { Handler } from './walk.ts';

/** The members of the guest runtime that instrumented code may use. */
export type RuntimeMember = 'maxIterations' | 'exceeded' | 'trace' | 'refuseImport';

/** What a plugin works with while one program is transformed. */
export interface PluginContext {
  readonly source: string;
  readonly sourceType: SourceType;
  readonly language: Language;
  /** The edits of all plugins. */
  readonly splice: Splice;
  /** Names the local binding under which the body will hold a member of the guest runtime. */
  useRuntime(member: RuntimeMember): string;
  /** Statements to run before the first statement of the program. */
  prologue(text: string): void;
  /** Reports that the shape of the program was put right. */
  repaired(repair: Repair): void;
  /** Stops the transform with an error that points at `node`. */
  refuse(node: Node, code: TransformErrorCode, message: string, hint?: string): never;
}

/** What a plugin sees of the finished program. */
export interface Finished {
  /** The finished text. */
  readonly code: string;
  /** The nodes of these types that the author's program has. */
  nodes(...types: readonly string[]): readonly Node[];
  /** Where in the finished text the edits at an offset of the source begin. */
  indexOf(offset: number): number;
}

/** One plugin at work on one program. */
export interface PluginRun {
  /** By node type. All plugins share one walk, parents first. */
  readonly visit: Readonly<Record<string, Handler>>;
  /** Called when the walk is over: for a plugin that needs an order of its own. */
  finish?(file: File): void;
  /** Turns what the runtime noted of an error back into places of the source. */
  locate?(trace: readonly number[]): Origin | undefined;
  /** The language that this plugin leaves behind, where that is another one. */
  readonly produces?: Language;
  /**
   * Looks at the finished text and returns what is wrong with it, if anything. It runs in production, so that no other
   * plugin, nor a slip in our own editing, undoes what this one promises.
   */
  verify?(finished: Finished): Problem | undefined;
}

export interface Problem {
  readonly node: Node;
  readonly message: string;
}

/** One job to do on a program: what it is called and how to start it. */
export interface Plugin {
  readonly name: string;
  /** Changes the source before it is parsed, keeping lines and columns. */
  prepare?(source: string): { source: string; repairs: readonly Repair[] };
  start(context: PluginContext): PluginRun;
}
