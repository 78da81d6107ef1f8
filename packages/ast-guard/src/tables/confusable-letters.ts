/**
 * Letters of other scripts that look like a Latin one, from the confusables of Unicode TS #39. Greek small letters
 * that stand for quantities are left out: they are symbols, and read as such.
 */
const GROUPS: Readonly<Record<string, string>> = {
  a: 'аɑ',
  b: 'Ьƅ',
  c: 'сϲᴄ',
  d: 'ԁɗ',
  e: 'еҽ',
  g: 'ɡց',
  h: 'һհ',
  i: 'іɩ',
  j: 'јϳ',
  k: 'к',
  l: 'ӏⅼ',
  m: 'м',
  n: 'ոռ',
  o: 'оοօ',
  p: 'р',
  q: 'ԛգ',
  r: 'гᴦ',
  s: 'ѕꜱ',
  t: 'т',
  u: 'ս',
  v: 'ѵ',
  w: 'ԝѡ',
  x: 'х',
  y: 'уү',
  A: 'АΑ',
  B: 'ВΒ',
  C: 'СϹ',
  E: 'ЕΕ',
  H: 'НΗ',
  I: 'ІΙӀ',
  J: 'Ј',
  K: 'КΚ',
  M: 'МΜ',
  N: 'Ν',
  O: 'ОΟՕ',
  P: 'РΡ',
  S: 'ЅՏ',
  T: 'ТΤ',
  X: 'ХΧ',
  Y: 'ҮΥ',
  Z: 'Ζ',
};

const LATIN_OF = new Map(
  Object.entries(GROUPS).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
);

/** Plain letters pass quickly: a name without others has no lookalikes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
const ASCII = /^[\x00-\x7F]*$/;

/** The name with every lookalike replaced by the Latin letter that it resembles. */
export function latinLookOf(name: string): string {
  if (ASCII.test(name)) return name;
  return [...name.normalize('NFKC')].map((letter) => LATIN_OF.get(letter) ?? letter).join('');
}

/** The first lookalike in a name that also has Latin letters, or null. */
export function mixedIn(name: string): string | null {
  if (ASCII.test(name) || !/[A-Za-z]/.test(name)) return null;
  return [...name].find((letter) => LATIN_OF.has(letter) && !/\p{Script=Latin}/u.test(letter)) ?? null;
}
