/** Four words or more with single spaces between them. The first starts with a capital, as no statement does. */
const SENTENCE = /^[A-Z][\p{L}'’]*[,.!]?(?: ["'“‘`(]?[\p{L}\p{N}][\p{L}\p{N}"'”’`),.!?:/-]*){3,}$/u;

const MAX_LENGTH = 500;

/** Reads that line (counted from 1) as a sentence? A model has put explanations around its script then. */
export function isProse(source: string, line: number): boolean {
  const text = source.split('\n', line)[line - 1]?.trim() ?? '';
  return text.length <= MAX_LENGTH && SENTENCE.test(text);
}
