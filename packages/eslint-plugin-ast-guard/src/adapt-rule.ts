import { toJsonSchema } from '@valibot/to-json-schema';
import { type Issue, type Rule, type SourceType, Validator } from 'ast-guard';
import type { Rule as EslintRule } from 'eslint';
import { ScriptSourceCode } from './script-language.ts';

const DOCS = 'https://github.com/enclave-vm/enclave/blob/main/docs/rules';

/** Makes an ESLint rule of a rule of ast-guard: same id, same options, same messages, same fixes. */
export function adaptRule(rule: Rule): EslintRule.RuleModule {
  return {
    meta: {
      type: 'problem',
      docs: { description: rule.summary, url: `${DOCS}/${rule.id}.md` },
      schema: rule.options === undefined ? [] : [optionsSchema(rule)],
      fixable: 'code',
      hasSuggestions: true,
    },
    create: (context) => ({
      Program() {
        const [options = {}] = context.options as [Record<string, unknown>?];
        const validator = new Validator({
          sourceType: sourceTypeOf(context),
          rules: { [rule.id]: ['error', options] },
        });
        for (const issue of validator.validate(context.sourceCode.text).issues) {
          if (issue.ruleId === rule.id) context.report(toReport(issue));
        }
      },
    }),
  };
}

/** ESLint wants to know of every key; the defaults are ours. */
function optionsSchema(rule: Rule): object {
  const { $schema: _, required: __, ...schema } = toJsonSchema(rule.options as never, { errorMode: 'ignore' });
  return schema;
}

function sourceTypeOf({ sourceCode, languageOptions }: EslintRule.RuleContext): SourceType {
  if ((sourceCode as unknown) instanceof ScriptSourceCode) return 'body';
  const { sourceType } = languageOptions as { sourceType?: string };
  return sourceType === 'module' || sourceType === undefined ? 'module' : sourceType === 'commonjs' ? 'body' : 'script';
}

function toReport({
  message,
  hint,
  location: { start, end },
  fix,
  suggestions = [],
}: Issue): EslintRule.ReportDescriptor {
  return {
    message: hint === undefined ? message : `${message} ${hint}`,
    // ESLint counts columns from 0 here, and shows them from 1.
    loc: {
      start: { line: start.line, column: start.column - 1 },
      end: { line: end.line, column: end.column - 1 },
    },
    fix:
      fix === undefined
        ? null
        : (fixer) => fix.map((edit) => fixer.replaceTextRange([edit.start, edit.end], edit.text)),
    suggest: suggestions.map(({ title, edits }) => ({
      desc: title,
      fix: (fixer) => edits.map((edit) => fixer.replaceTextRange([edit.start, edit.end], edit.text)),
    })),
  };
}
