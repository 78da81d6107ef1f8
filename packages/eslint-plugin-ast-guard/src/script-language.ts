import type { File, Language, OkParseResult } from '@eslint/core';
import { TextSourceCodeBase, VisitNodeStep } from '@eslint/plugin-kit';
import { Validator } from 'ast-guard';

/** The whole script as one node: the rules of ast-guard walk their own tree. */
interface ScriptNode {
  readonly type: 'Program';
  readonly range: [number, number];
  readonly loc: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

export class ScriptSourceCode extends TextSourceCodeBase {
  override *traverse(): Generator<VisitNodeStep> {
    yield new VisitNodeStep({ target: this.ast, phase: 1, args: [this.ast] });
    yield new VisitNodeStep({ target: this.ast, phase: 2, args: [this.ast] });
  }
}

const parserOnly = new Validator({ rules: {} });

/**
 * The body of an async function, in JavaScript or TypeScript: what an agent script is, with `await` and `return` at the
 * top level, which no ESLint parser accepts together.
 */
export const scriptLanguage: Language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys: { Program: [] },
  validateLanguageOptions() {
    // There are none.
  },
  parse(file: File) {
    const text = textOf(file);
    const { issues } = parserOnly.validate(text);
    if (issues.length > 0) {
      const errors = issues.map(({ message, location: { start } }) => ({
        message,
        line: start.line,
        column: start.column,
      }));
      return { ok: false, errors };
    }
    const lines = text.split('\n');
    const end = { line: lines.length, column: lines.at(-1)?.length ?? 0 };
    const ast: ScriptNode = { type: 'Program', range: [0, text.length], loc: { start: { line: 1, column: 0 }, end } };
    return { ok: true, ast };
  },
  createSourceCode: (file: File, { ast }: OkParseResult) =>
    new ScriptSourceCode({ text: textOf(file), ast: ast as ScriptNode }),
};

function textOf({ body }: File): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
