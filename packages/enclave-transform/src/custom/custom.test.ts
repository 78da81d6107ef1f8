import { expect, test } from 'vitest';
import { defineTransform, loopLimits, positions, transform } from '../index.ts';
import { runBody } from '../testing/run-body.ts';

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

const rename = defineTransform<{ to: string }>(({ types: t }, { to }) => ({
  name: 'rename',
  visitor: {
    Identifier(path) {
      if (path.node.name === 'OLD') path.replaceWith(t.identifier(to));
    },
  },
}));

test('a Babel plugin with options runs first, and what it adds is counted', async () => {
  const addLoop = defineTransform({
    name: 'add-loop',
    visitor: {
      ReturnStatement(path) {
        if (path.node.argument?.type === 'NumericLiteral') {
          path.node.argument = null;
          path.insertBefore(transformLoop());
        }
      },
    },
  });
  const { code, source } = transform('const NEW = 2; f(OLD); return 1', {
    plugins: [loopLimits(), [rename, { to: 'NEW' }], addLoop],
  });
  expect(source).toContain('f(NEW)');
  expect(await runBody(code, { globals: { f: () => 0 } })).toMatchObject({ iterations: 4 });
});

function transformLoop() {
  const empty = { type: 'BlockStatement' as const, body: [], directives: [] };
  const left = { type: 'Identifier' as const, name: 'x' };
  const declarations = [{ type: 'VariableDeclarator' as const, id: left, init: null }];
  const elements = [1, 2, 3, 4].map((value) => ({ type: 'NumericLiteral' as const, value }));
  return {
    type: 'ForOfStatement' as const,
    await: false,
    left: { type: 'VariableDeclaration' as const, kind: 'const' as const, declarations },
    right: { type: 'ArrayExpression' as const, elements },
    body: empty,
  } as never;
}

test('positions and the source map lead back to what the author wrote', async () => {
  const prepend = defineTransform(({ template }) => ({
    visitor: {
      Program: (path) => void path.unshiftContainer('body', template.statements.ast('const A = 1;\nconst B = 2;')),
    },
  }));
  const { code, locate, map } = transform('const u = {};\n\nu.x.y;', { plugins: [prepend, positions()] });
  const { trace } = await runBody(code);
  expect(locate(trace)?.location).toEqual({ line: 3, column: 5 });
  expect(JSON.parse(map())).toMatchObject({ version: 3, sources: ['script.js'] });
});

test('a plugin that throws is named', () => {
  const broken = {
    name: 'broken',
    visitor: {
      Program: () => {
        throw new Error('oops');
      },
    },
  };
  expect(errorOf(() => transform('1', { plugins: [broken] }))).toMatchObject({
    code: 'PLUGIN_FAILED',
    plugin: 'broken',
    message: 'broken: oops',
  });
});

test('a plugin that points at code says where it stands', () => {
  const policy = {
    name: 'policy',
    visitor: {
      DebuggerStatement: (path: { buildCodeFrameError(m: string): Error }) => {
        throw path.buildCodeFrameError('not here');
      },
    },
  };
  const error = errorOf(() => transform('1;\n  debugger', { plugins: [policy as never] }));
  expect(error).toMatchObject({ code: 'PLUGIN_FAILED', plugin: 'policy', location: { line: 2, column: 3 } });
});

test('a plugin that never ends is stopped', () => {
  const endless = {
    name: 'endless',
    visitor: {
      Program: () => {
        for (;;);
      },
    },
  };
  expect(errorOf(() => transform('1', { plugins: [endless], customTimeout: 1500 }))).toMatchObject({
    code: 'PLUGIN_TIMEOUT',
    plugin: 'endless',
  });
});

test('a plugin may check the outcome, and what it finds stops the transform', () => {
  const strict = { name: 'strict', visitor: {}, verify: () => 'a thing that must not be' };
  expect(errorOf(() => transform('1', { plugins: [strict] }))).toMatchObject({
    code: 'VERIFY_FAILED',
    plugin: 'strict',
  });
});

test.each([
  [
    'a function that makes no plugin',
    () => ({}),
    'custom transform 1: a custom transform is a Babel plugin, an object with a "visitor".',
  ],
  ['nothing', null, 'custom transform 1: a custom transform is a Babel plugin, an object with a "visitor".'],
  ['a plugin of ours that was not called', loopLimits, 'custom transform 1: write loopLimits() instead of loopLimits.'],
  ['one that takes no options', positions, 'custom transform 1: write positions() instead of positions.'],
  ['an async function', async () => ({ visitor: {} }), 'custom transform 1: a custom transform cannot be async.'],
  ['a visitor of what does not exist', { name: 'own', visitor: { Foo() {} } }, 'node type Foo'],
])('%s is refused as a mistake of the host', (_what, plugin, message) => {
  const error = errorOf(() => transform('1', { plugins: [plugin as never] }));
  expect(error).toMatchObject({ code: 'INVALID_OPTIONS', message: expect.stringContaining(message) });
});

test('what a plugin promises to do later is refused, and its failure takes nothing down', async () => {
  const late = async () => {
    throw new Error('late');
  };
  for (const plugin of [{ visitor: { Program: late } }, { visitor: {}, pre: late }, { visitor: {}, verify: late }]) {
    const error = errorOf(() => transform('1', { plugins: [{ name: 'late', ...plugin } as never] }));
    expect(error).toMatchObject({ code: 'INVALID_OPTIONS', message: 'late: a custom transform cannot be async.' });
  }
  await new Promise(setImmediate);
});

test('code that a plugin makes may not use reserved names either', () => {
  const sly = {
    visitor: {
      NumericLiteral: (path: { replaceWithSourceString(s: string): void }) =>
        path.replaceWithSourceString('__enclave_n'),
    },
  };
  expect(errorOf(() => transform('1', { plugins: [sly as never, loopLimits()] }))).toMatchObject({
    code: 'RESERVED_NAME',
  });
});
