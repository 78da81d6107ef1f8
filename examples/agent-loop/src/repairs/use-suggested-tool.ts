import { changeLine, type Repair } from './repair.ts';

/** "There is no tool "a". Did you mean "b"?": if the prompt knows that tool as well, it is called instead. */
export const useSuggestedTool: Repair = ({ script, feedback: { line, text }, tools }) => {
  const [, wrong, right] = /There is no tool "([^"]+)"\. Did you mean "([^"]+)"\?/.exec(text) ?? [];
  if (!wrong || !right || !tools.has(right)) return undefined;
  return changeLine(script, line, (before) => before.replace(`'${wrong}'`, `'${right}'`));
};
