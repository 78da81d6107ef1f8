import { defineTransform } from 'enclave-transform';

/** Refuses a script that names a forbidden tool, and one that computes the name of a tool, before anything runs. */
export const forbidTool = defineTransform<{ forbidden: readonly string[] }>(({ types }, { forbidden }) => ({
  name: 'forbid-tool',
  visitor: {
    CallExpression(path) {
      if (!types.isIdentifier(path.node.callee, { name: 'callTool' })) return;
      const [tool] = path.node.arguments;
      if (!types.isStringLiteral(tool)) throw path.buildCodeFrameError('The name of a tool must be written out.');
      if (forbidden.includes(tool.value)) throw path.buildCodeFrameError(`The policy forbids "${tool.value}" here.`);
    },
  },
}));
