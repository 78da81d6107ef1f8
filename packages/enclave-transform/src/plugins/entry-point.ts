import type { ExpressionStatement, FunctionExpression, Node, Statement } from '@babel/types';
import { functionsOf, isFunction, mentionsOf, returnsAtTop, startsWork } from '../entry/functions.ts';
import { repairSource } from '../entry/repair-source.ts';
import { checkOptions, FLAG, oneOf } from '../options.ts';
import type { Plugin, PluginContext } from '../plugin.ts';
import { KEYWORD } from '../splice.ts';
import { startInBrackets } from '../start-in-brackets.ts';

export interface EntryPointOptions {
  /**
   * When a program without any `return` ends in an expression, return its value: `pure` (default) if evaluating it can
   * have had no other purpose, `any` always, `never` not at all.
   */
  readonly lastExpression?: 'pure' | 'any' | 'never' | undefined;
  /**
   * Call a top-level function `main` that nothing calls, or a function that stands alone at the end; and when the program
   * ends in a call of an async function of its own, wait for it and take what it gives. Default true.
   */
  readonly main?: boolean | undefined;
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
export function entryPoint(options: EntryPointOptions = {}): Plugin {
  checkOptions('entryPoint()', options, { lastExpression: oneOf('pure', 'any', 'never'), main: FLAG });
  const { lastExpression = 'pure', main = true } = options;
  return {
    name: 'entry-point',
    prepare: repairSource,
    start(context) {
      return {
        visit: {},
        finish(file) {
          const last = file.program.body.at(-1);
          if (context.sourceType === 'script' || last === undefined || returnsAtTop(file)) return;
          const declared = file.program.body.find((node) => functionsOf(node).some(([name]) => name === 'main'));
          const expression = last.type === 'ExpressionStatement' ? last : undefined;
          if (main && declared && mentionsOf(file, 'main') === 1) callMain(context, declared, last);
          else if (main && expression && isIdle(expression.expression)) callLast(context, expression);
          else if (main && expression && startsWork(awaited(expression.expression), file))
            returnWork(context, expression);
          else if (lastExpression !== 'never') returnLast(context, last, lastExpression === 'any');
        },
      };
    },
  };
}

function callMain({ splice, repaired }: PluginContext, declared: Statement, last: Statement): void {
  // Inside of what positions() may put around all statements, where `const main` can be seen.
  splice.close((last.start as number) - 0.5, last.end as number, ';return await main();');
  const line = declared.loc?.start.line ?? 1;
  repaired({ kind: 'called-main', message: 'main() was called, since nothing else calls it.', line });
}

/** A function that stands there as a statement, and needs nothing to be called. */
function isIdle(node: Node): boolean {
  return isFunction(node) && (node as FunctionExpression).params.length === 0;
}

function callLast({ splice, source, repaired }: PluginContext, last: ExpressionStatement): void {
  const end = last.end as number;
  splice.open(startInBrackets(last.expression), end, 'return await (', KEYWORD);
  splice.close((last.start as number) - 0.5, source[end - 1] === ';' ? end - 1 : end, ')()');
  const line = last.loc?.start.line ?? 1;
  repaired({ kind: 'called-main', message: 'The function was called, since nothing else can call it.', line });
}

/** What `await` or `void` stands in front of. */
function awaited(node: Node): Node {
  if (node.type === 'AwaitExpression') return node.argument;
  return node.type === 'UnaryExpression' && node.operator === 'void' ? node.argument : node;
}

function returnWork({ splice, repaired }: PluginContext, last: ExpressionStatement): void {
  const { expression } = last;
  const start = startInBrackets(expression);
  if (expression.type === 'UnaryExpression') splice.replace(start, start + 'void'.length, '');
  splice.open(start, last.end as number, expression.type === 'AwaitExpression' ? 'return ' : 'return await ', KEYWORD);
  const line = last.loc?.start.line ?? 1;
  repaired({ kind: 'returned-main', message: 'What the last call gives was taken as the value.', line });
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
