import type { Comment, File, Node } from '@babel/types';
import { accessAt } from './ast/access.ts';
import type { Site, Tree } from './ast/site.ts';
import { makeSiteIndex } from './ast/site-index.ts';
import type { Report, Rule, Severity, Visitor } from './rule.ts';

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

type Handler = (site: Site) => void;

interface Entry {
  readonly active: ActiveRule;
  readonly handler: Handler;
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
  const findings: Finding[] = [];
  const crashes: Crash[] = [];
  const dead = new Set<ActiveRule>();
  const index = makeSiteIndex(tree);

  const guarded = (rule: ActiveRule, run: () => void): void => {
    if (dead.has(rule)) return;
    try {
      run();
    } catch (error) {
      dead.add(rule);
      crashes.push({ rule: rule.rule, error });
    }
  };

  const visitors: { active: ActiveRule; visitor: Visitor }[] = [];
  for (const one of active) {
    guarded(one, () => {
      const report = (given: Report<string>): void => {
        findings.push({ active: one, report: given });
      };
      const context = { options: one.options, source, tree, index, comments, report };
      visitors.push({ active: one, visitor: one.rule.create(context) });
    });
  }

  const table = dispatchTable(visitors);
  for (const site of tree.sites) {
    const entries = table.get(site.node.type);
    if (entries === undefined) continue;
    for (const { active: rule, handler } of entries) {
      if (dead.has(rule)) continue;
      try {
        handler(site);
      } catch (error) {
        dead.add(rule);
        crashes.push({ rule: rule.rule, error });
      }
    }
  }

  for (const { active: rule, visitor } of visitors) {
    guarded(rule, () => {
      if (visitor.Binding !== undefined) for (const binding of tree.bindings) visitor.Binding(binding);
      if (visitor.Global !== undefined) {
        for (const [name, sites] of tree.globals) for (const site of sites) visitor.Global(name, site);
      }
      visitor.end?.();
    });
  }
  return { findings, crashes, visited: tree.sites.length };
}

function dispatchTable(visitors: readonly { active: ActiveRule; visitor: Visitor }[]): Map<string, Entry[]> {
  const table = new Map<string, Entry[]>();
  const add = (type: string, active: ActiveRule, handler: Handler): void => {
    const entries = table.get(type);
    if (entries === undefined) table.set(type, [{ active, handler }]);
    else entries.push({ active, handler });
  };
  for (const { active, visitor } of visitors) {
    for (const [key, value] of Object.entries(visitor)) {
      if (value === undefined || QUESTIONS.has(key)) continue;
      for (const type of GROUPS[key] ?? [key]) add(type, active, value as Handler);
    }
  }
  addAccess(table, visitors);
  return table;
}

/** All rules that ask about accesses share one handler, so that each key is worked out once. */
function addAccess(table: Map<string, Entry[]>, visitors: readonly { active: ActiveRule; visitor: Visitor }[]): void {
  let site: Site | null = null;
  let access: ReturnType<typeof accessAt> = null;
  for (const { active, visitor } of visitors) {
    const ask = visitor.Access;
    if (ask === undefined) continue;
    const handler = (at: Site): void => {
      if (at !== site) {
        site = at;
        access = accessAt(at);
      }
      if (access !== null) ask(access);
    };
    for (const type of ACCESS_NODES) {
      const entries = table.get(type);
      if (entries === undefined) table.set(type, [{ active, handler }]);
      else entries.push({ active, handler });
    }
  }
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
 * Counts the nodes of a program by looking at every property of every object, knowing nothing of node types. The walk
 * that the rules see knows only the properties that it was told of; when the two counts differ, something was missed.
 */
export function countNodes(file: File): number {
  let count = 0;
  const stack: Node[] = [file.program];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    count++;
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
