/** An error as Node words it: scripts hand messages on, and tell errors apart by `code`. */
export function nodeError(
  ErrorClass: new (message: string) => Error,
  code: string,
  message: string,
  details: Record<string, unknown> = {},
): Error {
  return Object.assign(new ErrorClass(message), { code }, details);
}
