/** Shown by `--help`, and run by the tests. */
export const CLI_EXAMPLES: readonly { readonly command: string; readonly does: string }[] = [
  { command: 'ast-guard script.js', does: 'judge one script at STANDARD' },
  { command: 'ast-guard --level STRICT "scripts/**/*.ts"', does: 'judge all scripts that a pattern finds' },
  { command: 'ast-guard --extract answer.md', does: 'judge the code blocks of a Markdown file' },
  { command: 'ast-guard --format sarif script.js', does: 'write a SARIF log for code scanning' },
  { command: 'ast-guard --fix script.js', does: 'apply the safe fixes to the file' },
  { command: 'ast-guard --extract --fix answer.md', does: 'the same in the code blocks of a Markdown file' },
  { command: 'ast-guard -', does: 'read the script from standard input' },
];
