/** Pieces of TypeScript types as text. */

export const union = (parts: readonly string[]): string => [...new Set(parts)].join(' | ');

/** Brackets, where the text is not one piece. */
export const group = (text: string): string => (/ [|&] |=>/.test(text) ? `(${text})` : text);

export const propertyName = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));

export const pascalCase = (name: string): string =>
  name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_match, first: string) => first.toUpperCase()).replace(/\W/g, '');

/** The type that only `value` is of. */
export function literal(value: unknown): string {
  if (typeof value !== 'string') return typeof value === 'object' && value !== null ? 'object' : String(value);
  const quoted = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${quoted.replace(/[\u2028\u2029]/g, (separator) => `\\u${separator.charCodeAt(0).toString(16)}`)}'`;
}

/** Text that may stand between the marks of a comment on one line. */
export const commentText = (text: string): string => text.replaceAll('*/', '* /').replace(/\s+/g, ' ').trim();
