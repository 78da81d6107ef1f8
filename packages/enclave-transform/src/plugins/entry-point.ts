import type { ExpressionStatement, File, Node, Statement } from '@babel/types';
import { callsMain, declaresMain, mentionsOfMain, returnsAtTop } from '../entry/main-function.ts';
import { repairSource } from '../entry/repair-source.ts';
import type { Plugin, PluginContext } from '../plugin.ts';
import { KEYWORD } from '../splice.ts';

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
          const last = file.program.body.at(-1);
          if (context.sourceType === 'script' || last === undefined || returnsAtTop(file)) return;
          const hasMain = main && file.program.body.some(declaresMain);
          if (hasMain && mentionsOfMain(file) === 1) callMain(context, file, last);
          else if (hasMain && isCallOfMain(last)) returnMain(context, last);
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

function isCallOfMain(last: Statement): last is ExpressionStatement {
  return last.type === 'ExpressionStatement' && callsMain(last.expression);
}

function returnMain({ splice, repaired }: PluginContext, last: ExpressionStatement): void {
  const isAwaited = last.expression.type === 'AwaitExpression';
  const keyword = isAwaited ? 'return ' : 'return await ';
  splice.open(startInBrackets(last.expression), last.end as number, keyword, KEYWORD);
  const line = last.loc?.start.line ?? 1;
  repaired({ kind: 'returned-main', message: 'What main() gives was taken as the value.', line });
}

function returnLast({ splice, repaired }: PluginContext, last: Statement, any: boolean): void {
  if (last.type !== 'ExpressionStatement' || !(any || isPure(last.expression))) return;
  splice.open(startInBrackets(last.expression), last.end as number, 'return ', KEYWORD);
  const line = last.loc?.start.line ?? 1;
  repaired({ kind: 'returned-last-expression', message: 'The last expression was taken as the value.', line });
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
  return (node.extra?.parenStart as number | undefined) ?? (node.start as number);
}
