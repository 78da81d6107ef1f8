import { isReferenced, isValidIdentifier, type Node } from '@babel/types';
import { CALL_TOOL_NAME, nearestName } from '@enclave-vm/runtime-contract';
import { TransformError } from '../errors.ts';
import { checkOptions, type Expectation, TEXTS } from '../options.ts';
import type { Plugin } from '../plugin.ts';
import { boundNames } from '../positions/hoisting.ts';
import { startInBrackets } from '../start-in-brackets.ts';

export interface ToolProxyOptions {
  /** Names of the tools: `users:list`, `users.list` or `users/list` is called as `users.list(...)`, `ping` as `tools.ping(...)`. */
  readonly tools: readonly string[];
  /** The object under which every tool can be reached. Default `tools`. */
  readonly root?: string | undefined;
  /** Names that are something else, such as globals of the host: they are left alone. */
  readonly except?: readonly string[] | undefined;
}

/**
 * Lets a program call tools as the members of objects.
 *
 * ```js
 * const page = await tools.users.list({ limit: 10 });
 * const page = await callTool("users:list",{ limit: 10 });
 * ```
 *
 * Both `tools.users.list(...)` and `users.list(...)` work, unless the program declares `users` itself. A member that no tool
 * has is refused, with the nearest one that there is, and so is everything but a call: there are no such objects when the program runs.
 */
export function toolProxy(options: ToolProxyOptions): Plugin {
  checkOptions('toolProxy()', options, { tools: TEXTS, root: IDENTIFIER, except: TEXTS }, ['tools']);
  const { tools, root = 'tools', except = [] } = options;
  const byPath = toolPaths(tools);
  const names = new Set(toolProxyNames({ tools, root, except }));
  return {
    name: 'tool-proxy',
    start({ splice, refuse }) {
      let declared: ReadonlySet<string> = new Set();
      const called = new Set<Node>();
      const isProxy = (name: string): boolean => names.has(name) && !declared.has(name);
      return {
        visit: {
          Program(node) {
            declared = boundNames(node);
            return undefined;
          },
          CallExpression(node) {
            if (node.type !== 'CallExpression') return undefined;
            const path = pathOf(node.callee);
            if (path === undefined || path.keys.length === 0 || !isProxy(path.name)) return undefined;
            const wanted = wantedBy(path, root);
            const tool = byPath.get(wanted);
            if (tool === undefined) {
              const near = nearestName(wanted, byPath.keys());
              const hint =
                near === undefined ? undefined : `Did you mean ${path.name === root ? `${root}.` : ''}${near}(...)?`;
              return refuse(node.callee, 'UNKNOWN_TOOL', `There is no tool ${wanted}.`, hint);
            }
            called.add(path.start);
            const [argument] = node.arguments;
            splice.replace(node.callee.start as number, node.callee.end as number, CALL_TOOL_NAME);
            const name = JSON.stringify(tool);
            if (argument) splice.before(startInBrackets(argument), `${name},`);
            else splice.before((node.end as number) - 1, name);
            return undefined;
          },
          Identifier(node, ancestors) {
            if (node.type !== 'Identifier' || !isProxy(node.name) || called.has(node)) return undefined;
            const [parent, grandparent] = [ancestors.at(-1), ancestors.at(-2)];
            if (parent === undefined || isType(parent) || !isReferenced(node, parent, grandparent)) {
              return undefined;
            }
            const [example] = byPath.keys();
            const hint = `Call a tool by its whole name: ${root}.${example}(...). As a value, write (args) => ${root}.${example}(args).`;
            return refuse(
              node,
              'UNKNOWN_TOOL',
              `"${node.name}" is no object: it only stands in front of the tool that is called.`,
              hint,
            );
          },
        },
      };
    },
  };
}

const IDENTIFIER: Expectation = ['an identifier', (value) => typeof value === 'string' && isValidIdentifier(value)];

/** The names that stand for tools where {@link toolProxy} is used: its root, and the first part of each tool's name. */
export function toolProxyNames({ tools, root = 'tools', except = [] }: ToolProxyOptions): readonly string[] {
  const groups = [...toolPaths(tools).keys()]
    .filter((path) => path.includes('.'))
    .map((path) => path.split('.')[0] ?? '');
  return [...new Set([root, ...groups])].filter((name) => name !== CALL_TOOL_NAME && !except.includes(name));
}

/** The members by which {@link toolProxy} knows a tool: `users` and `list` for `users:list`. */
export function toolMembers(tool: string): readonly string[] {
  return tool.split(/[:./]/);
}

function toolPaths(tools: readonly string[]): ReadonlyMap<string, string> {
  const byPath = new Map<string, string>();
  for (const tool of tools) {
    const path = toolMembers(tool).join('.');
    const other = byPath.get(path);
    if (other !== undefined && other !== tool) {
      throw new TransformError(
        'INVALID_OPTIONS',
        `toolProxy: "${other}" and "${tool}" would both be called as ${path}().`,
      );
    }
    byPath.set(path, tool);
  }
  return byPath;
}

/** A part of a type, and not an expression that has one. */
function isType({ type }: Node): boolean {
  return type.startsWith('TS') && !/(?:As|Satisfies|NonNull|Instantiation)Expression$|^TSTypeAssertion$/.test(type);
}

/** `a.b.c` where every member is written out. */
interface Path {
  readonly start: Node;
  readonly name: string;
  readonly keys: readonly string[];
}

function wantedBy({ name, keys }: Path, root: string): string {
  return (name === root ? keys : [name, ...keys]).join('.');
}

function pathOf(node: Node): Path | undefined {
  if (node.type === 'Identifier') return { start: node, name: node.name, keys: [] };
  if (node.type !== 'MemberExpression') return undefined;
  const key = !node.computed && node.property.type === 'Identifier' ? node.property.name : undefined;
  const text = node.computed && node.property.type === 'StringLiteral' ? node.property.value : key;
  const owner = text === undefined ? undefined : pathOf(node.object);
  return owner === undefined || text === undefined ? undefined : { ...owner, keys: [...owner.keys, text] };
}
