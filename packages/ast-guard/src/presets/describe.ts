import { DEFAULT_SECURITY_LEVEL, type SecurityLevel } from '@enclave-vm/runtime-contract';
import { SYNTAX_FEATURES } from '../tables/syntax-features.ts';
import { LEVELS } from './levels.ts';

export interface DescribeOptions {
  readonly level?: SecurityLevel;
  /** Names of the tools, or names with a line on what each does. */
  readonly tools?: readonly (string | { readonly name: string; readonly description?: string })[];
  /** Names that the host adds to the globals of the level. */
  readonly globals?: readonly string[];
  /** `short` fits into a few lines. Default `full`. */
  readonly form?: 'short' | 'full';
}

/**
 * Text for the prompt of a language model: what it may write at this level. It is made from the tables that the
 * validator uses, so the two cannot disagree.
 */
export function describeAgentScript(options: DescribeOptions = {}): string {
  const { level = DEFAULT_SECURITY_LEVEL, tools = [], globals = [], form = 'full' } = options;
  const { forbid, globals: granted, allowUnboundedLoops } = LEVELS[level];
  const loops = allowUnboundedLoops ? [] : ['while, do and for (;;) loops'];
  const features = [...forbid.map((feature) => FEATURE_NAMES[feature]), ...loops];
  const names = tools.map((tool) => (typeof tool === 'string' ? tool : tool.name));
  if (form === 'short') {
    return [
      'Write the body of an async JavaScript function: use await and return at the top level.',
      `Call tools with await callTool(name, args).${names.length > 0 ? ` Tools: ${names.join(', ')}.` : ''}`,
      `Not allowed: modules, eval, network, timers, ${features.join(', ')}.`,
    ].join('\n');
  }
  return [
    'Write the body of an async JavaScript (or TypeScript) function. Use await at the top level and return the result.',
    'Call a tool with: const result = await callTool("tool-name", { name: "value" });',
    'A tool call that fails throws an error with a message.',
    ...(tools.length > 0 ? ['', 'Tools:', ...tools.map(toolLine)] : []),
    '',
    `Globals: ${[...granted, ...globals].filter((name) => name !== 'callTool').join(', ')}.`,
    '',
    'Not allowed:',
    '- import, export, require, eval, new Function: all the code stands in the script itself',
    '- fetch, timers, process, files, the DOM: call a tool instead',
    '- __proto__, and calling or passing on the constructor or the prototype of a value',
    '- changing built-in objects, declaring callTool, "with", "debugger"',
    ...forbid.map((feature) => `- ${FEATURE_NAMES[feature]}: ${lowerFirst(SYNTAX_FEATURES[feature].instead)}`),
    ...(allowUnboundedLoops
      ? []
      : ['- while, do and for (;;) loops: use for...of, or a counted for loop with a break']),
  ].join('\n');
}

const FEATURE_NAMES: Readonly<Record<keyof typeof SYNTAX_FEATURES, string>> = {
  var: 'var',
  functions: 'the function keyword and methods',
  exceptions: 'try and throw',
  switch: 'switch',
  'for-in': 'for...in',
  classes: 'classes',
  generators: 'generators',
  'regular-expressions': 'regular expressions',
  labels: 'labels',
  'for-await': 'for await',
  enums: 'TypeScript enums',
  namespaces: 'TypeScript namespaces',
};

function toolLine(tool: string | { readonly name: string; readonly description?: string }): string {
  if (typeof tool === 'string') return `- ${tool}`;
  return tool.description === undefined ? `- ${tool.name}` : `- ${tool.name}: ${tool.description}`;
}

function lowerFirst(text: string): string {
  return (text.charAt(0).toLowerCase() + text.slice(1)).replace(/\.$/, '');
}
