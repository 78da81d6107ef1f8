import type { Node } from '@babel/types';

/**
 * The classes of a program that make errors, by name: V8 gives an error the place where it was made, so their `new` is noted.
 * A name says enough, since noting what is no error does no harm.
 */
export class ErrorClasses {
  readonly #parents = new Map<string, string>();

  add(node: Node): void {
    if (node.type !== 'ClassDeclaration' || node.superClass?.type !== 'Identifier' || !node.id) return;
    this.#parents.set(node.id.name, node.superClass.name);
  }

  has(name: string): boolean {
    const seen = new Set<string>();
    for (let at: string | undefined = name; at !== undefined && !seen.has(at); at = this.#parents.get(at)) {
      if (/(?:Error|Exception)$/.test(at)) return true;
      seen.add(at);
    }
    return false;
  }
}
