import { changeLine, type Repair } from './repair.ts';

/** The message names the argument that does not fit, the prompt says what it has to be. */
export const fitArguments: Repair = ({ script, feedback: { line, text }, tools }) => {
  const [, tool = '', path = ''] = /The arguments of tool "([^"]+)" do not fit: at "([^"]+)"/.exec(text) ?? [];
  const type = tools.get(tool)?.args.get(path);
  if (!type) return undefined;
  return changeLine(script, line, (before) => {
    if (new RegExp(`\\b${path}:`).test(before)) return convert(before, path, type);
    const known = tools.get(tool)?.args ?? new Map();
    const [call = ''] = before.match(/\{.*\}/) ?? [];
    const [, unknown] = [...call.matchAll(/(\w+):/g)].find(([, key = '']) => !known.has(key)) ?? [];
    return unknown ? before.replace(`${unknown}:`, `${path}:`) : before;
  });
};

function convert(line: string, path: string, type: string): string {
  if (type === 'number') return line.replace(new RegExp(`\\b${path}: '(\\d+)'`), `${path}: $1`);
  if (type === 'string') return line.replace(new RegExp(`\\b${path}: (\\d+)`), `${path}: '$1'`);
  return line;
}
