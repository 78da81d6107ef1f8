/** Spaces in place of a text, and its line ends where they were. */
export function blank(text: string): string {
  return text.replace(/[^\n\r\u2028\u2029]/g, ' ');
}
