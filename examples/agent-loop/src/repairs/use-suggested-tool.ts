import { changeLine, type Repair } from './repair.ts';

/** `There is no tool "a"` and `Did you mean "b"?`: if the prompt knows that tool as well, it is called instead. */
export const useSuggestedTool: Repair = ({ script, feedback: { line, text }, tools }) => {
  const [, wrong] = /There is no tool (?:called )?"([^"]+)"/.exec(text) ?? [];
  const [, right] = /Did you mean "([^"]+)"\?/.exec(text) ?? [];
  if (!wrong || !right || !tools.has(right)) return undefined;
  return changeLine(script, line, (before) => before.replace(`'${wrong}'`, `'${right}'`));
};
