import { createRequire } from 'node:module';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import {
  agentScript,
  codeFrame,
  formatForModel,
  formatGithub,
  formatIssue,
  formatJson,
  formatPretty,
  formatSarif,
  Validator,
} from '../index.ts';
import type { Location } from '../location.ts';
import type { FileReport } from './report.ts';

const validator = new Validator(agentScript());
const report = (path: string, source: string): FileReport => ({ path, source, result: validator.validate(source) });
const bad = report('dir with space/a.js', "const a = 1;\neval('1');\ncallTool('x');");

test('pretty: place, message, frame, hint, count', () => {
  expect(formatPretty([bad])).toBe(
    [
      'dir with space/a.js:2:1 error "eval" compiles a string into code. (no-dynamic-code)',
      '  1 | const a = 1;',
      "> 2 | eval('1');",
      '    | ^^^^',
      "  3 | callTool('x');",
      '  hint: Write the code directly. For data use JSON.parse, to choose between operations use an object of functions.',
      '',
      'dir with space/a.js:3:1 warning Nothing waits for this tool call. (no-floating-tool-call)',
      '  1 | const a = 1;',
      "  2 | eval('1');",
      "> 3 | callTool('x');",
      '    | ^^^^^^^^^^^^^',
      '  hint: Write await before it.',
      '',
      '1 file: 1 error, 1 warning',
      '',
    ].join('\n'),
  );
  expect(formatPretty([report('a.js', 'return 1;')])).toBe('1 file, nothing to report\n');
  expect(formatPretty([bad], { color: true })).toContain('\u001b[31merror');
});

test('a code frame cuts long lines around the place', () => {
  const source = `const text = '${'x'.repeat(5_000)}'; eval(text);`;
  const [issue] = validator.validate(source).issues;
  const frame = codeFrame(source, issue?.location as Location, { maxLineLength: 60 });
  expect(frame).toMatch(/^> 1 \| x+'; eval\(text\);\n {4}\| {31}\^\^\^\^$/);
});

test('json: the issues as the validator gives them', () => {
  const parsed = JSON.parse(formatJson([bad]));
  expect(parsed).toMatchObject({ errors: 1, warnings: 1, files: [{ path: bad.path, valid: false }] });
  expect(parsed.files[0].issues[0].location).toEqual({ start: { line: 2, column: 1 }, end: { line: 2, column: 5 } });
});

test('sarif: valid by the published schema', () => {
  const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const ajv = new (AjvDraft04 as unknown as typeof AjvDraft04.default)({
    strict: false,
    allErrors: true,
    unicodeRegExp: false,
  });
  (addFormats as unknown as typeof addFormats.default)(ajv as never);
  const check = ajv.compile(schema);
  const log = JSON.parse(formatSarif([bad, report('b.ts', 'const x: = 1'), report('c.js', 'a\0b')]));
  check(log);
  expect(check.errors).toBeNull();
  expect(log.runs[0].results.map((result: { ruleId: string }) => result.ruleId)).toEqual([
    'no-dynamic-code',
    'no-floating-tool-call',
    'syntax',
    'source-limits',
  ]);
  expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('dir%20with%20space/a.js');
  check({ version: '2.1.0', runs: [{ results: [] }] });
  expect(check.errors).not.toBeNull();
});

test('github: one command a line, whatever the text contains', () => {
  const [first, second] = formatGithub([{ ...bad, path: 'a,b:c%\n::error::x.js' }])
    .trimEnd()
    .split('\n');
  expect(first).toMatch(
    /^::error file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax\.js,line=2,endLine=2,col=1,endColumn=5,title=no-dynamic-code::/,
  );
  expect(second).toMatch(/^::warning /);
  expect(formatGithub([report('a.js', 'return 1;')])).toBe('');
});

test('model: what, where, what instead; alike put together; errors first', () => {
  const source = "callTool('x');\neval(1);\nfetch('u');\neval(2);";
  expect(formatForModel(validator.validate(source).issues, source)).toBe(
    [
      'The script was not run. Correct this and send the whole script again:',
      '- lines 2, 4: "eval" compiles a string into code. Write the code directly. For data use JSON.parse, to choose between operations use an object of functions.',
      '  eval(1);',
      '- line 3: "fetch" is not available here: scripts have no network. Call a tool: await callTool(\'name\', { ... }).',
      "  fetch('u');",
      '- line 1: Nothing waits for this tool call. Write await before it.',
      "  callTool('x');",
    ].join('\n'),
  );
});

test('model: keeps to the budget and counts what is left out', () => {
  const source = Array.from({ length: 60 }, (_, i) => `missing${i}();`).join('\n');
  const { issues } = validator.validate(source);
  const text = formatForModel(issues, source, { maxTokens: 100 });
  expect(text.length).toBeLessThanOrEqual(400);
  expect(text).toMatch(/\(and \d+ more\)$/);
  expect(formatForModel([], source)).toBe('No problems found.');
});

test('one issue on one line', () => {
  expect(bad.result.issues.map(formatIssue)[0]).toBe(
    '2:1 error: "eval" compiles a string into code. (no-dynamic-code)',
  );
});
