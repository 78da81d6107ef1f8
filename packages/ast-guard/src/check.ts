import type { Comment } from '@babel/types';
import { type Access, accessesAt } from './ast/access.ts';
import type { Layout } from './ast/layout.ts';
import { FUNCTION_TYPES, TYPE_NUMBERS } from './ast/roles.ts';
import type { Site, Tree } from './ast/site.ts';
import { TooMuchWork } from './ast/work.ts';
import type { Report, Rule, RuleContext, Severity, Visitor } from './rule.ts';

/** A rule as a preset has set it. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly options: unknown;
}

/** A report before it is turned into an issue. */
export interface Finding {
  readonly active: ActiveRule;
  readonly report: Report<string>;
}

export interface Crash {
  readonly rule: Rule;
  readonly error: unknown;
}

export interface Checked {
  readonly findings: readonly Finding[];
  readonly crashes: readonly Crash[];
}

type Handler = (given: Site | Access) => void;

interface Entry {
  readonly active: ActiveRule;
  readonly handler: Handler;
  /** The handler wants the accesses at the node; they are worked out once for all of them. */
  readonly takesAccess: boolean;
}

/** What wants to see the nodes of a type, by the number of the type. */
type DispatchTable = (Entry[] | undefined)[];

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  Function: FUNCTION_TYPES,
  Class: ['ClassDeclaration', 'ClassExpression'],
  Loop: ['WhileStatement', 'DoWhileStatement', 'ForStatement', 'ForInStatement', 'ForOfStatement'],
  Call: ['CallExpression', 'OptionalCallExpression'],
  Access: ['MemberExpression', 'OptionalMemberExpression', 'ObjectProperty'],
};

/** The numbers of the types that each key of a visitor stands for; the other questions stand for none. */
const NUMBERS: ReadonlyMap<string, readonly number[]> = new Map([
  ...[...TYPE_NUMBERS].map(([type, number]): [string, number[]] => [type, [number]]),
  ...Object.entries(GROUPS).map(([group, types]): [string, number[]] => [
    group,
    types.map((type) => TYPE_NUMBERS.get(type) as number),
  ]),
]);

/** What the rules of one run may look at. Emptied when the run is over. */
interface Run {
  tree: Tree | null;
  comments: readonly Comment[];
  readonly source: string;
  readonly dead: Set<ActiveRule>;
  readonly crashes: Crash[];
  findings: Finding[];
}

interface Started {
  readonly active: ActiveRule;
  readonly visitor: Visitor;
}

/**
 * Shows every node to every rule, in source order. A rule cannot skip a subtree, so none can hide code from another;
 * a rule that throws is noted and left out of the rest, and the caller must then not call the source valid.
 */
export function runRules(
  tree: Layout,
  source: string,
  comments: readonly Comment[],
  active: readonly ActiveRule[],
): Checked {
  const run: Run = { tree, comments, source, dead: new Set(), crashes: [], findings: [] };
  const started: Started[] = [];
  for (const one of active) {
    guarded(run, one, () => started.push({ active: one, visitor: one.rule.create(new Context(one, run)) }));
  }
  showNodes(run, tree, dispatchTable(started));
  for (const { active: one, visitor } of started) {
    if (asksMore(visitor)) guarded(run, one, () => askQuestions(visitor, tree));
  }
  const { findings, crashes } = run;
  // V8 keeps closures that were never called alive for a while; without this each would keep a whole tree.
  run.tree = null;
  run.comments = [];
  run.findings = [];
  return { findings, crashes };
}

/** A class, because V8 is slow to make an object literal with getters, and this is made for each rule in each run. */
class Context implements RuleContext {
  readonly options: unknown;
  readonly source: string;
  readonly report: RuleContext['report'];
  readonly #run: Run;

  constructor(active: ActiveRule, run: Run) {
    this.options = active.options;
    this.source = run.source;
    this.report = (report) => {
      run.findings.push({ active, report });
    };
    this.#run = run;
  }

  get tree(): Tree {
    return this.#run.tree as Tree;
  }

  get comments(): readonly Comment[] {
    return this.#run.comments;
  }
}

function guarded(run: Run, active: ActiveRule, action: () => void): void {
  if (run.dead.has(active)) return;
  try {
    action();
  } catch (error) {
    bury(run, active, error);
  }
}

function bury(run: Run, active: ActiveRule, error: unknown): void {
  if (error instanceof TooMuchWork) throw error;
  run.dead.add(active);
  run.crashes.push({ rule: active.rule, error });
}

function showNodes(run: Run, tree: Layout, table: DispatchTable): void {
  for (let order = 0; order < tree.nodes.length; order++) {
    const entries = table[tree.typeAt(order)];
    if (entries !== undefined) showNode(run, tree.siteAt(order), entries);
  }
}

function showNode(run: Run, site: Site, entries: readonly Entry[]): void {
  let accesses: readonly Access[] | undefined;
  for (const { active, handler, takesAccess } of entries) {
    if (run.dead.size > 0 && run.dead.has(active)) continue;
    try {
      if (!takesAccess) {
        handler(site);
        continue;
      }
      accesses ??= accessesAt(site);
      for (const access of accesses) handler(access);
    } catch (error) {
      bury(run, active, error);
    }
  }
}

function asksMore({ Binding, Global, end }: Visitor): boolean {
  return Binding !== undefined || Global !== undefined || end !== undefined;
}

function askQuestions(visitor: Visitor, tree: Tree): void {
  if (visitor.Binding !== undefined) for (const binding of tree.bindings) visitor.Binding(binding);
  if (visitor.Global !== undefined) {
    for (const [name, sites] of tree.globals) for (const site of sites) visitor.Global(name, site);
  }
  visitor.end?.();
}

function dispatchTable(visitors: readonly Started[]): DispatchTable {
  const table: DispatchTable = new Array(TYPE_NUMBERS.size + 1);
  for (const { active, visitor } of visitors) {
    for (const key in visitor) {
      const numbers = NUMBERS.get(key);
      const handler = visitor[key as 'Identifier'] as Handler | undefined;
      if (numbers === undefined || handler === undefined) continue;
      const entry = { active, handler, takesAccess: key === 'Access' };
      for (const number of numbers) {
        const entries = table[number];
        if (entries === undefined) table[number] = [entry];
        else entries.push(entry);
      }
    }
  }
  return table;
}
