import { readFileSync } from 'node:fs';
import { UsageError } from './command-line.ts';
import { type Attack, isKnownToThisNode, LEVELS, type Program } from './corpus.ts';

/** Most problems that are told at once. */
const TOLD = 20;

type Entry = Readonly<Record<string, unknown>>;

/**
 * The programs that this Node can parse.
 *
 * @throws UsageError that tells what is wrong, file by file and line by line
 */
export const readPrograms = (files: readonly string[]): Program[] =>
  (readCases(files, whyNoProgram) as unknown as Program[]).filter(isKnownToThisNode);

/** @throws UsageError that tells what is wrong, file by file and line by line */
export const readAttacks = (files: readonly string[]): Attack[] =>
  (readCases(files, whyNoAttack) as unknown as Attack[]).map((attack) => ({ ...FOREIGN, ...attack }));

/** What a corpus may leave out. */
const FOREIGN: Pick<Attack, 'class' | 'kind' | 'technique' | 'needs' | 'layer'> = {
  class: 'other',
  kind: 'other',
  technique: '',
  needs: [],
  layer: [],
};

function readCases(files: readonly string[], whyNot: (entry: Entry) => string | undefined): Entry[] {
  const problems: string[] = [];
  const cases = new Map<unknown, Entry>();
  for (const file of files) {
    for (const [index, line] of textOf(file).split('\n').entries()) {
      if (line.trim() === '') continue;
      const entry = parse(line);
      const problem = typeof entry === 'string' ? entry : (whyNoCase(entry) ?? whyNot(entry));
      if (typeof entry === 'string' || problem !== undefined) problems.push(`${file}:${index + 1}: ${problem}`);
      else if (cases.has(entry.id)) problems.push(`${file}:${index + 1}: there is another case called "${entry.id}"`);
      else cases.set(entry.id, entry);
    }
  }
  if (problems.length === 0) return [...cases.values()];
  const rest = problems.length - TOLD;
  throw new UsageError([...problems.slice(0, TOLD), ...(rest > 0 ? [`... and ${rest} more`] : [])].join('\n'));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`${file}: there is no such file`);
    if (code === 'EISDIR') throw new UsageError(`${file} is a folder: name the files in it`);
    if (code === 'ERR_STRING_TOO_LONG' || code === 'ERR_FS_FILE_TOO_LARGE')
      throw new UsageError(`${file} is too large to be read at once: split it, by lines`);
    throw new UsageError(`${file} cannot be read: ${message}`);
  }
}

/** The object in a line, or what is wrong with it. */
function parse(line: string): Entry | string {
  try {
    const value: unknown = JSON.parse(line);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Entry) : 'is no JSON object';
  } catch (error) {
    return `is no JSON: ${(error as Error).message.slice(0, 120)}`;
  }
}

function whyNoCase({ id }: Entry): string | undefined {
  return typeof id === 'string' && id !== '' ? undefined : 'has no "id"';
}

function whyNoProgram({ code, level = 'standard', ...rest }: Entry): string | undefined {
  if (typeof code !== 'string') return 'has no "code"';
  const isLevel = LEVELS.some((known) => known === String(level).toUpperCase());
  if (!isLevel) return `has the level ${JSON.stringify(level)}, which is none of ${LEVELS.join(', ')}`;
  return 'expected' in rest ? undefined : 'has no "expected"';
}

function whyNoAttack({ code, codeGen, needs = [], pwnIf = {} }: Entry): string | undefined {
  if (typeof code !== 'string' && typeof codeGen !== 'string') return 'has neither "code" nor "codeGen"';
  if (!Array.isArray(needs) || needs.some((need) => typeof need !== 'string')) return '"needs" is no list of strings';
  if (typeof pwnIf !== 'object' || pwnIf === null) return '"pwnIf" is no object';
  const wrong = Object.entries(pwnIf).find(([key, value]) => key.endsWith('Match') && !isPattern(value));
  return wrong === undefined ? undefined : `"pwnIf.${wrong[0]}" is no regular expression`;
}

function isPattern(value: unknown): boolean {
  try {
    return typeof value === 'string' && new RegExp(value) !== null;
  } catch {
    return false;
  }
}
