import { toolMembers } from 'enclave-transform';
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
  const refuse = (reason: string): never => {
    throw new EnclaveOptionError([{ option: 'toolProxy', message: `${origin}: toolProxy: ${reason}.` }]);
  };
  if (tools.size === 0) refuse('there are no definitions in `tools` to call');
  if (Object.hasOwn(globals, 'tools')) refuse('the global `tools` stands in the way');
  const byPath = new Map<string, string>();
  for (const name of tools.keys()) {
    const path = toolMembers(name).join('.');
    const other = byPath.get(path);
    if (other !== undefined) refuse(`"${other}" and "${name}" would both be called as ${path}()`);
    byPath.set(path, name);
  }
}
