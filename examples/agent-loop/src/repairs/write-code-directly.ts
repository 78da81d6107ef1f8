import { changeLine, type Repair } from './repair.ts';

/** "Write the code directly": the text that was to be compiled takes the place of the call that would compile it. */
export const writeCodeDirectly: Repair = ({ script, feedback: { code, line, text } }) => {
  const [, name] = /"(\w+)" compiles a string into code/.exec(text) ?? [];
  if (code !== 'VALIDATION_ERROR' || !name || !text.includes('Write the code directly')) return undefined;
  return changeLine(script, line, (before) => before.replace(new RegExp(`${name}\\((['"\`])(.*?)\\1\\)`), '($2)'));
};
