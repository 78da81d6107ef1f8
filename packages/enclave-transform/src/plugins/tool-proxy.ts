import type { Node } from '@babel/types';
import { CALL_TOOL_NAME } from '@enclave-vm/runtime-contract';
import { closest } from '../did-you-mean.ts';
import type { Plugin } from '../plugin.ts';
import { boundNames } from '../positions/hoisting.ts';

export interface ToolProxyOptions {
  /** Names of the tools: `users:list`, `users.list` or `users/list` is called as `users.list(...)`, `ping` as `tools.ping(...)`. */
  readonly tools: readonly string[];
  /** The object under which every tool can be reached. Default `tools`. */
  readonly root?: string;
}

/**
 * Lets a program call tools as the members of objects.
 *
 * ```js
 * const page = await tools.users.list({ limit: 10 });
 * const page = await callTool('users:list', { limit: 10 });
 * ```
 *
 * Both `tools.users.list(...)` and `users.list(...)` work, unless the program declares `users` itself. A member that no tool
 * has is refused, with the nearest one that there is.
 */
export function toolProxy({ tools, root = 'tools' }: ToolProxyOptions): Plugin {
  const byPath = new Map(tools.map((tool) => [tool.split(/[:./]/).join('.'), tool]));
  const groups = new Set([...byPath.keys()].filter((path) => path.includes('.')).map((path) => path.split('.')[0]));
  return {
    name: 'tool-proxy',
    start({ splice, refuse }) {
      let declared: ReadonlySet<string> = new Set();
      return {
        visit: {
          Program(node) {
            declared = boundNames(node);
            return undefined;
          },
          CallExpression(node) {
            if (node.type !== 'CallExpression') return undefined;
            const path = pathOf(node.callee);
            const first = path?.[0];
            if (path === undefined || path.length < 2 || first === undefined || declared.has(first)) return undefined;
            if (first !== root && !groups.has(first)) return undefined;
            const wanted = (first === root ? path.slice(1) : path).join('.');
            const tool = byPath.get(wanted);
            if (tool === undefined) {
              const near = closest(wanted, byPath.keys());
              const hint =
                near === undefined ? undefined : `Did you mean ${first === root ? `${root}.` : ''}${near}(...)?`;
              return refuse(node.callee, 'UNKNOWN_TOOL', `There is no tool ${wanted}.`, hint);
            }
            const [argument] = node.arguments;
            splice.replace(node.callee.start as number, node.callee.end as number, CALL_TOOL_NAME);
            const name = JSON.stringify(tool);
            if (argument) splice.before(argument.start as number, `${name},`);
            else splice.before((node.end as number) - 1, name);
            return undefined;
          },
        },
      };
    },
  };
}

/** `a.b.c` as names, for members that are written out. */
function pathOf(node: Node): string[] | undefined {
  if (node.type === 'Identifier') return [node.name];
  if (node.type !== 'MemberExpression') return undefined;
  const key = !node.computed && node.property.type === 'Identifier' ? node.property.name : undefined;
  const text = node.computed && node.property.type === 'StringLiteral' ? node.property.value : key;
  const owner = text === undefined ? undefined : pathOf(node.object);
  return owner === undefined || text === undefined ? undefined : [...owner, text];
}
