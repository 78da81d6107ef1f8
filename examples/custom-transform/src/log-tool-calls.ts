import { defineTransform } from 'enclave-transform';

/** Writes a line to the run's console before each tool call: which line of the script makes it. */
export const logToolCalls = defineTransform(({ types, template }) => {
  const withLog = template.expression('(console.log(TEXT), CALL)');
  return {
    name: 'log-tool-calls',
    visitor: {
      CallExpression: {
        exit(path) {
          const { callee, arguments: args, loc } = path.node;
          if (!types.isIdentifier(callee, { name: 'callTool' }) || !loc) return;
          const tool = types.isStringLiteral(args[0]) ? args[0].value : 'a tool';
          path.replaceWith(withLog({ TEXT: types.stringLiteral(`line ${loc.start.line}: ${tool}`), CALL: path.node }));
          path.skip();
        },
      },
    },
  };
});
