import type { SecurityLevel } from '@enclave-vm/runtime-contract';
import type { Limits } from 'enclave-vm';
import { estimateTokenCount } from 'tokenx';
import type { Globals } from '../globals.ts';
import { declareMembers } from '../tools/member-types.ts';
import type { ToolRegistry } from '../tools/registry.ts';
import { toolMember, toolTypes } from '../tools/signature.ts';
import { commentText, literal } from '../tools/type-text.ts';
import { declareGlobal } from './global-types.ts';
import { featuresAt } from './language.ts';

export interface DescribeOptions {
  /** `full`: language, tools with types and descriptions, limits, an example. `short`: rules and tool signatures. */
  form?: 'full' | 'short' | undefined;
}

/** Text to put into a model's prompt. */
export interface Prompt {
  readonly text: string;
  /** An estimate (within about 5 % for English and code), not the count of any one model. */
  readonly tokens: number;
}

export interface Described {
  level: SecurityLevel;
  limits: Limits;
  /** When it differs from the level. */
  allowUnboundedLoops: boolean | undefined;
  blockTimingAPIs: boolean;
  registry: ToolRegistry;
  globals: Globals;
}

/** What a model has to know to write a script for this enclave. */
export function describeEnclave(enclave: Described, { form = 'full' }: DescribeOptions): Prompt {
  const sections = [
    introduction(enclave.registry),
    languageSection(enclave),
    ...toolSection(enclave.registry, form),
    ...globalsSection(enclave.globals),
    ...(form === 'full' ? [limitSection(enclave.limits), exampleSection(enclave.registry)] : []),
  ];
  const text = sections.join('\n\n');
  return { text, tokens: estimateTokenCount(text) };
}

function introduction({ tools, asMembers }: ToolRegistry): string {
  const first = tools.keys().next().value;
  const call = asMembers && first !== undefined ? `${toolMember(first)}(args)` : 'callTool(name, args)';
  return `Write one JavaScript or TypeScript program. It is the body of an async function: use \`await\` at the top level and \`return\` the answer as plain data (objects, arrays, texts, numbers, booleans, null). It has no network, no files and no modules: everything from outside comes through \`await ${call}\`. A failed tool call throws an Error with the tool's message.`;
}

function languageSection({ level, allowUnboundedLoops, blockTimingAPIs }: Described): string {
  const { allowed, refused } = featuresAt(level, allowUnboundedLoops);
  const instead = refused.map((feature) => `- ${feature.text}${feature.instead ? ` (write: ${feature.instead})` : ''}`);
  if (blockTimingAPIs)
    instead.push(
      '- the current time: Date.now() and new Date() without a date (write: a call of a tool that knows it)',
    );
  return `You may use: ${allowed.map(({ text }) => text).join('; ')}.\nNot allowed:\n${instead.join('\n')}`;
}

function toolSection({ tools, asMembers }: ToolRegistry, form: 'full' | 'short'): string[] {
  if (tools.size === 0) return [];
  const named = new Map<string, string>();
  const described = [...tools.values()].map(({ name, definition }) => {
    const { signature, call, declarations } = toolTypes(name, definition);
    for (const [type, text] of declarations) named.set(type, text);
    const comment = form === 'full' && definition.description ? commentText(definition.description) : undefined;
    return { name, signature, call, comment };
  });
  const types = [...named].map(([name, text]) => `type ${name} = ${text};`);
  const overloads = described.flatMap(({ signature, comment }) => {
    return [...(comment ? [`/** ${comment} */`] : []), `declare function ${signature};`];
  });
  const declarations = asMembers ? [declareMembers(described)] : overloads;
  return [`The tools:\n\`\`\`ts\n${[...types, ...declarations].join('\n')}\n\`\`\``];
}

function globalsSection(globals: Globals): string[] {
  const declarations = Object.entries(globals).map(([name, value]) => declareGlobal(name, value));
  return declarations.length === 0 ? [] : [`Also defined:\n\`\`\`ts\n${declarations.join('\n')}\n\`\`\``];
}

function limitSection(limits: Limits): string {
  return [
    `Limits of one run: ${limits.timeout} ms in all, ${limits.maxToolCalls} tool calls, ${limits.maxIterations} loop iterations,`,
    `${Math.floor(limits.maxResultBytes / 1024)} KB of result. Independent tool calls belong into one Promise.all.`,
  ].join(' ');
}

/** A script that the validator accepts at every level, and that calls a tool in a way its schema allows. */
function exampleSection({ tools, asMembers }: ToolRegistry): string {
  const signatures = [...tools.values()].map((tool) => ({
    tool,
    text: toolTypes(tool.name, tool.definition).signature,
  }));
  const { tool } = signatures.find(({ text }) => text.includes(', args?: ')) ?? {};
  const name = tool?.name ?? tools.keys().next().value;
  const args = tool ? '' : name === undefined ? '{ limit: 10 }' : '{ /* as declared above */ }';
  const call =
    asMembers && name !== undefined
      ? `${toolMember(name)}(${args})`
      : `callTool(${[literal(name ?? 'some:tool'), ...(args === '' ? [] : [args])].join(', ')})`;
  return `Example:\n\`\`\`js\nconst answer = await ${call};\nreturn { answer };\n\`\`\``;
}
