/** Characters of some common kinds beyond ASCII: letters of both cases and of none, marks, digits, signs, blanks. */
const BEYOND = ['\u00a0', '\u00a9', '\u00df', '\u00e9', '\u0301', '\u0416', '\u0436', '\u0663', '\u2014', '\u20ac'];
const SAMPLE = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ...BEYOND,
  '\u4e2d',
  '\u{1f600}',
];
/** Stands for a property that no character of the sample has. */
const NONE = '\\uE000';

/**
 * The pattern with each property of Unicode replaced by the characters of a sample that have it. A property is a list of
 * hundreds of ranges, which makes an analysis a hundred times slower; which of them overlap shows in the sample too.
 */
export function plainProperties(pattern: string, flags: string): string {
  if (!/[uv]/.test(flags) || (!pattern.includes('\\p') && !pattern.includes('\\P'))) return pattern;
  const known = new Map<string, string>();
  let inClass = 0;
  return pattern.replace(/\\[pP]\{[^}]*\}|\\.|[[\]]/gsu, (part) => {
    if (part === '[') inClass++;
    else if (part === ']') inClass = Math.max(0, inClass - 1);
    if (!/^\\[pP]\{/.test(part)) return part;
    let characters = known.get(part);
    if (characters === undefined) {
      characters = charactersOf(part);
      known.set(part, characters);
    }
    return inClass > 0 ? characters : `[${characters}]`;
  });
}

function charactersOf(property: string): string {
  const matcher = new RegExp(`^${property}$`, 'u');
  const codes = SAMPLE.filter((character) => matcher.test(character)).map((character) => character.codePointAt(0) ?? 0);
  const ranges: [number, number][] = [];
  for (const code of codes) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  return ranges.map(([from, to]) => (from === to ? escaped(from) : `${escaped(from)}-${escaped(to)}`)).join('') || NONE;
}

function escaped(code: number): string {
  return `\\u{${code.toString(16)}}`;
}
