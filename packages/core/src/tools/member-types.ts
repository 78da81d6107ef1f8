import { TransformError, toolMembers, toolProxyNames } from 'enclave-transform';
import type { Globals } from '../globals.ts';
import { EnclaveOptionError } from '../options/option-error.ts';
import { propertyName } from './type-text.ts';

/** A tool to declare: its name, and the text of its call, such as `(args?: unknown): Promise<unknown>`. */
export interface MemberTool {
  readonly name: string;
  readonly call: string;
  readonly comment?: string | undefined;
}

interface Member {
  tool?: MemberTool;
  readonly members: Map<string, Member>;
}

/** `declare const tools: { users: { list(...): ... } }` for all tools, as nested members. */
export function declareMembers(tools: readonly MemberTool[]): string {
  const root: Member = { members: new Map() };
  for (const tool of tools) {
    let at = root;
    for (const key of toolMembers(tool.name)) {
      const member = at.members.get(key) ?? { members: new Map() };
      at.members.set(key, member);
      at = member;
    }
    at.tool = tool;
  }
  return `declare const tools: ${objectType(root, '')};`;
}

function objectType({ members }: Member, indent: string): string {
  const inner = `${indent}  `;
  const lines = [...members].flatMap(([key, member]) => {
    const comment = member.tool?.comment ? [`${inner}/** ${member.tool.comment} */`] : [];
    return [...comment, `${inner}${propertyName(key)}${memberType(member, inner)};`];
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function memberType(member: Member, indent: string): string {
  const { tool, members } = member;
  if (!tool) return `: ${objectType(member, indent)}`;
  // A tool may also be the group of others: `users(...)` beside `users.list(...)`.
  return members.size === 0 ? tool.call : `: { ${tool.call} } & ${objectType(member, indent)}`;
}

/** @throws EnclaveOptionError if scripts could not call every one of these tools as a member. */
export function assertToolMembers(tools: ReadonlyMap<string, unknown>, globals: Globals = {}, origin: string): void {
  const refused = (reason: string) =>
    new EnclaveOptionError([{ option: 'toolProxy', message: `${origin}: ${reason}` }]);
  if (tools.size === 0) throw refused('toolProxy: there are no definitions in `tools` to call.');
  if (Object.hasOwn(globals, 'tools')) throw refused('toolProxy: the global `tools` stands in the way.');
  try {
    toolProxyNames({ tools: [...tools.keys()] });
  } catch (error) {
    throw error instanceof TransformError ? refused(error.message) : error;
  }
}
