import type { File, Node, Statement } from '@babel/types';
import { repairSource } from '../entry/repair-source.ts';
import type { Repair } from '../entry/repair.ts';
import type { Plugin, PluginContext } from '../plugin.ts';
import { SKIP, walk } from '../walk.ts';

export interface EntryPointOptions {
  /**
   * When a program without any `return` ends in an expression, return its value: `pure` (default) if evaluating it can
   * have had no other purpose, `any` always, `never` not at all.
   */
  readonly lastExpression?: 'pure' | 'any' | 'never';
  /** Call a top-level function `main` that nothing calls. Default true. */
  readonly main?: boolean;
}

/**
 * Finds what the program gives back when it does not say `return` itself, as models like to write it, and reports what it
 * did in `result.repairs`. Markdown fences and `export default` are taken off before the program is parsed.
 *
 * ```js
 * async function main() { return 1; }
 * async function main() { return 1; };return await main();
 * ```
 */
export function entryPoint({ lastExpression = 'pure', main = true }: EntryPointOptions = {}): Plugin {
  return {
    name: 'entry-point',
    prepare: repairSource,
    start(context) {
      return {
        visit: {},
        finish(file) {
          if (context.sourceType === 'script' || returns(file)) return;
          const last = file.program.body.at(-1);
          if (last === undefined) return;
          if (main && isUncalledMain(file)) callMain(context, file, last);
          else if (lastExpression !== 'never') returnLast(context, last, lastExpression === 'any');
        },
      };
    },
  };
}

function callMain({ splice, repaired }: PluginContext, file: File, last: Statement): void {
  // Inside of what positions() may put around all statements, where `const main` can be seen.
  splice.close((last.start as number) - 0.5, last.end as number, ';return await main();');
  const line = file.program.body.find(declaresMain)?.loc?.start.line ?? 1;
  repaired({ kind: 'called-main', message: 'main() was called, since nothing else calls it.', line });
}

function returnLast({ splice, repaired }: PluginContext, last: Statement, any: boolean): void {
  if (last.type !== 'ExpressionStatement' || !(any || isPure(last.expression))) return;
  splice.open(startInBrackets(last.expression), last.end as number, 'return ');
  const line = last.loc?.start.line ?? 1;
  repaired({ kind: 'returned-last-expression', message: 'The last expression was taken as the value.', line });
}

/** Whether the program itself, not a function in it, has a `return`. */
function returns(file: File): boolean {
  let found = false;
  walk(file.program, (node) => {
    if (/Function|Method$|^Class(?!Body)/.test(node.type)) return SKIP;
    if (node.type === 'ReturnStatement') found = true;
    return undefined;
  });
  return found;
}

function declaresMain(statement: Node): boolean {
  if (statement.type === 'FunctionDeclaration') return statement.id?.name === 'main';
  return (
    statement.type === 'VariableDeclaration' &&
    statement.declarations.some(
      ({ id, init }) =>
        id.type === 'Identifier' && id.name === 'main' && /^(?:Arrow)?FunctionExpression$/.test(init?.type ?? ''),
    )
  );
}

function isUncalledMain(file: File): boolean {
  if (!file.program.body.some(declaresMain)) return false;
  let mentions = 0;
  walk(file.program, (node) => {
    if (node.type === 'Identifier' && node.name === 'main') mentions++;
    return undefined;
  });
  return mentions === 1;
}

/** Nobody evaluates it for anything but its value. */
function isPure(node: Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return true;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return isPure(node.object) && (!node.computed || isPure(node.property));
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'TemplateLiteral':
      return true;
    case 'BinaryExpression':
    case 'LogicalExpression':
      return isPure(node.left) && isPure(node.right);
    case 'ConditionalExpression':
      return isPure(node.consequent) && isPure(node.alternate);
    default:
      return false;
  }
}

function startInBrackets(node: Node): number {
  return (node.extra?.['parenStart'] as number | undefined) ?? (node.start as number);
}
