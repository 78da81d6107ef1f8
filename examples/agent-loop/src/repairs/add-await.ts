import type { Repair } from './repair.ts';

/** "callTool gives a promise: write `await callTool(...)`" */
export const addAwait: Repair = ({ script, feedback: { text } }) => {
  if (!/\b(?:write `?await|await the tool call)\b/i.test(text)) return undefined;
  const after = script.replaceAll(/(?<!await )\bcallTool\(/g, 'await callTool(');
  return after === script ? undefined : after;
};
