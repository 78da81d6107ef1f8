import type { Comment, File, Node } from '@babel/types';
import { type Access, accessAt } from './ast/access.ts';
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
  /** Nodes that the rules were shown; must equal the independent count. */
  readonly visited: number;
}

type Handler = (given: Site | Access) => void;

interface Entry {
  readonly active: ActiveRule;
  readonly handler: Handler;
  /** The handler wants the access at the node; it is worked out once for all of them. */
  readonly takesAccess: boolean;
}

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  Function: [
    'FunctionDeclaration',
    'FunctionExpression',
    'ArrowFunctionExpression',
    'ObjectMethod',
    'ClassMethod',
    'ClassPrivateMethod',
  ],
  Class: ['ClassDeclaration', 'ClassExpression'],
  Loop: ['WhileStatement', 'DoWhileStatement', 'ForStatement', 'ForInStatement', 'ForOfStatement'],
  Call: ['CallExpression', 'OptionalCallExpression'],
};

const ACCESS_NODES = ['MemberExpression', 'OptionalMemberExpression', 'ObjectProperty'];
const QUESTIONS = new Set(['Access', 'Binding', 'Global', 'end']);

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
  tree: Tree,
  source: string,
  comments: readonly Comment[],
  active: readonly ActiveRule[],
): Checked {
  const run: Run = { tree, comments, source, dead: new Set(), crashes: [], findings: [] };
  const started: Started[] = [];
  for (const one of active) {
    guarded(run, one, () => started.push({ active: one, visitor: one.rule.create(makeContext(one, run)) }));
  }
  showNodes(run, tree, dispatchTable(started));
  for (const { active: one, visitor } of started) guarded(run, one, () => askQuestions(visitor, tree));
  const { findings, crashes } = run;
  // V8 keeps closures that were never called alive for a while; without this each would keep a whole tree.
  run.tree = null;
  run.comments = [];
  run.findings = [];
  return { findings, crashes, visited: tree.sites.length };
}

function makeContext(active: ActiveRule, run: Run): RuleContext {
  return {
    options: active.options,
    source: run.source,
    get tree() {
      return run.tree as Tree;
    },
    get comments() {
      return run.comments;
    },
    report(given) {
      run.findings.push({ active, report: given });
    },
  };
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

function showNodes(run: Run, tree: Tree, table: ReadonlyMap<string, readonly Entry[]>): void {
  for (const site of tree.sites) {
    const entries = table.get(site.node.type);
    if (entries === undefined) continue;
    let access: Access | null | undefined;
    for (const { active, handler, takesAccess } of entries) {
      if (run.dead.size > 0 && run.dead.has(active)) continue;
      try {
        if (!takesAccess) {
          handler(site);
          continue;
        }
        if (access === undefined) access = accessAt(site);
        if (access !== null) handler(access);
      } catch (error) {
        bury(run, active, error);
      }
    }
  }
}

function askQuestions(visitor: Visitor, tree: Tree): void {
  if (visitor.Binding !== undefined) for (const binding of tree.bindings) visitor.Binding(binding);
  if (visitor.Global !== undefined) {
    for (const [name, sites] of tree.globals) for (const site of sites) visitor.Global(name, site);
  }
  visitor.end?.();
}

function dispatchTable(visitors: readonly Started[]): Map<string, Entry[]> {
  const table = new Map<string, Entry[]>();
  const add = (type: string, entry: Entry): void => {
    const entries = table.get(type);
    if (entries === undefined) table.set(type, [entry]);
    else entries.push(entry);
  };
  for (const { active, visitor } of visitors) {
    for (const key in visitor) {
      const handler = visitor[key as 'Identifier'] as Handler | undefined;
      if (handler === undefined || QUESTIONS.has(key)) continue;
      const entry = { active, handler, takesAccess: false };
      const group = GROUPS[key];
      if (group === undefined) add(key, entry);
      else for (const type of group) add(type, entry);
    }
    const handler = visitor.Access as Handler | undefined;
    if (handler !== undefined) for (const type of ACCESS_NODES) add(type, { active, handler, takesAccess: true });
  }
  return table;
}

const NOT_SYNTAX = new Set([
  'loc',
  'extra',
  'errors',
  'comments',
  'tokens',
  'leadingComments',
  'innerComments',
  'trailingComments',
]);

/**
 * Every node of a program, found by looking at every property of every object, knowing nothing of node types. The walk
 * that the rules see knows only the properties that it was told of; when the two counts differ, something was missed.
 *
 * @returns how many there are.
 */
export function visitNodes(file: File, visit?: (node: Node) => void): number {
  let count = 0;
  // Depth first: neighbours in the tree are neighbours in memory.
  const stack: Node[] = [file.program];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    count++;
    visit?.(node);
    const fields = node as unknown as Record<string, unknown>;
    for (const key in fields) {
      const value = fields[key];
      if (typeof value !== 'object' || value === null || NOT_SYNTAX.has(key)) continue;
      if (Array.isArray(value)) {
        for (const item of value) if (isNode(item)) stack.push(item);
      } else if (isNode(value)) {
        stack.push(value);
      }
    }
  }
  return count;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
