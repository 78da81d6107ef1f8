import { parse } from '@babel/parser';
import { expect, test } from 'vitest';
import { agentScript, Validator } from './index.ts';

test('the tree that is handed over has the locations that Babel gives', () => {
  const source = "const a = 1; // one\r\n\u2028const { b: [c = `x\ny`] } = callTool?.('d');\nreturn c;\n";
  const { ast } = new Validator(agentScript()).validate(source);
  const expected = parse(source, {
    sourceType: 'script',
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
    strictMode: true,
    attachComment: false,
  });
  const plain = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value, (key, item) => (key === 'filename' || key === 'identifierName' ? undefined : item)),
    );
  expect(plain(ast?.program)).toEqual(plain(expected.program));
  expect(plain(ast?.comments)).toEqual(plain(expected.comments));
});
