/** Something in the shape of a program that was put right, because what the author meant was plain. */
export interface Repair {
  readonly kind:
    | 'markdown-fence'
    | 'export-default'
    | 'export-keyword'
    | 'type-import'
    | 'called-main'
    | 'returned-main'
    | 'returned-last-expression';
  readonly message: string;
  /** Line of the author's source, from 1. */
  readonly line: number;
}
