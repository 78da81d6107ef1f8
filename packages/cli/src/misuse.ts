/** The command was used wrongly, or a file that it was given is of no use. Ends with status 2 and no stack. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}
