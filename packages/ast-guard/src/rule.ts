import type { Comment, Node } from '@babel/types';
import type * as v from 'valibot';
import type { Access } from './ast/access.ts';
import type { Binding, Site, Tree } from './ast/site.ts';
import type { Location } from './location.ts';

export type Severity = 'error' | 'warning';

/** A replacement of the text between two offsets of the source. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A change that a person or a model may choose; unlike a fix it may change what the code does. */
export interface Suggestion {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** What one rule has to say about one place. */
export interface Issue {
  readonly ruleId: string;
  readonly messageId: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to write instead. */
  readonly hint?: string;
  readonly location: Location;
  /** A change that keeps the meaning, or makes it what was plainly meant; `validator.fix` applies it. */
  readonly fix?: readonly TextEdit[];
  readonly suggestions?: readonly Suggestion[];
}

export interface MessageTemplate {
  /** The message; `{name}` is replaced from the data of the report. */
  readonly text: string;
  readonly hint?: string;
}

export interface ValidExample {
  readonly title: string;
  readonly code: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface InvalidExample<M extends string = string> extends ValidExample {
  /** The message ids of all reports, in source order. */
  readonly reports: readonly M[];
  /** What the fix makes of `code`, if the rule offers one. */
  readonly fixed?: string;
}

export interface Report<M extends string> {
  readonly messageId: M;
  /** The place: a site, a node, or offsets into the source. */
  readonly at: Site | Node | { readonly start: number; readonly end: number };
  readonly data?: Readonly<Record<string, string | number>>;
  /** Overrides the hint of the message. A function is asked only when the issue is handed over. */
  readonly hint?: string | undefined | (() => string | undefined);
  readonly fix?: readonly TextEdit[] | undefined;
  readonly suggestions?: readonly Suggestion[] | undefined;
}

export interface RuleContext<M extends string = string, O = unknown> {
  readonly options: O;
  readonly source: string;
  readonly tree: Tree;
  readonly comments: readonly Comment[];
  report(report: Report<M>): void;
}

type NodeOfType<T extends Node['type']> = Extract<Node, { type: T }>;

/** Named groups of node types that a visitor may use as a key. */
export interface VisitorGroups {
  Function: Site<
    NodeOfType<
      | 'FunctionDeclaration'
      | 'FunctionExpression'
      | 'ArrowFunctionExpression'
      | 'ObjectMethod'
      | 'ClassMethod'
      | 'ClassPrivateMethod'
    >
  >;
  Class: Site<NodeOfType<'ClassDeclaration' | 'ClassExpression'>>;
  Loop: Site<NodeOfType<'WhileStatement' | 'DoWhileStatement' | 'ForStatement' | 'ForInStatement' | 'ForOfStatement'>>;
  Call: Site<NodeOfType<'CallExpression' | 'OptionalCallExpression'>>;
}

/**
 * What a rule wants to see. Keys are node types, groups of them, or the four questions that need more than a node:
 * `Access` (a property is read, written or destructured), `Binding` (a name is declared), `Global` (a name is used that
 * nothing declares; once for each use) and `end` (after everything else).
 */
export type Visitor = {
  readonly [T in Node['type']]?: (site: Site<NodeOfType<T>>) => void;
} & { readonly [G in keyof VisitorGroups]?: (site: VisitorGroups[G]) => void } & {
  readonly Access?: (access: Access) => void;
  readonly Binding?: (binding: Binding) => void;
  readonly Global?: (name: string, site: Site) => void;
  readonly end?: () => void;
};

export type OptionsSchema = v.GenericSchema<unknown, unknown>;

export const FAMILIES = [
  'dynamic code',
  'modules',
  'prototypes',
  'globals',
  'names',
  'language',
  'loops',
  'regular expressions',
  'resources',
  'unicode',
  'tool calls',
  'correctness',
] as const;
export type Family = (typeof FAMILIES)[number];

export interface RuleDefinition<M extends string, S extends OptionsSchema | undefined> {
  /** `no-<hazard>` or `<property>-<subject>`. */
  readonly id: string;
  readonly family: Family;
  /** One sentence: what the rule asks for. */
  readonly summary: string;
  /** Why: what an attacker gains, or what goes wrong, without the rule. */
  readonly threat: string;
  readonly severity: Severity;
  readonly messages: Readonly<Record<M, MessageTemplate>>;
  readonly options?: S;
  /** Shown on the docs page of the rule, and run as its tests. */
  readonly examples: {
    readonly valid: readonly ValidExample[];
    readonly invalid: readonly InvalidExample<M>[];
  };
  readonly create: (
    context: RuleContext<M, S extends OptionsSchema ? v.InferOutput<S> : Record<string, never>>,
  ) => Visitor;
}

/** A rule whose message ids and options are known only at run time: what registries and presets hold. */
export interface Rule extends Omit<RuleDefinition<string, OptionsSchema | undefined>, 'create'> {
  // biome-ignore lint/suspicious/noExplicitAny: the engine hands each rule the options that its own schema made
  readonly create: (context: RuleContext<any, any>) => Visitor;
}

/** Declares a rule. The definition is data: it comes back as given, with its message ids and options typed. */
export function defineRule<const M extends string, S extends OptionsSchema | undefined = undefined>(
  definition: RuleDefinition<M, S>,
): RuleDefinition<M, S> {
  return definition;
}
