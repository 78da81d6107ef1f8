/**
 * Tells whether a whole name fits a pattern where `*` stands for any text. The name may be a guest's, so the parts of the
 * pattern are looked for from left to right and never twice: a regular expression would try every way to share the name
 * out among the stars.
 */
export function globMatcher(pattern: string): (name: string) => boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (name) => name === first;

  return (name) => {
    if (!name.startsWith(first)) return false;
    let at = first.length;
    for (const part of rest) {
      const found = name.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return name.length - at >= last.length && name.endsWith(last);
  };
}
