import { inTests, type Mutation } from '../mutation.ts';

const VALIDATOR = 'src/validator.ts';
const inValidator = inTests('packages/ast-guard/src/validator.test.ts', 'packages/ast-guard/src/limits.test.ts');

/** What holds for every rule. Each rule has a proof of its own: `pnpm prove:rules`. */
export const OF_THE_GUARD: readonly Mutation[] = [
  {
    id: 'source-of-any-length',
    package: 'ast-guard',
    edits: [
      { file: 'src/limits.ts', find: 'if (source.length > limits.maxSourceLength) {', put: 'if (source.length < 0) {' },
    ],
    watch: inValidator,
  },
  {
    id: 'brackets-of-any-depth',
    package: 'ast-guard',
    edits: [{ file: 'src/limits.ts', find: 'if (++depth > maxBracketDepth)', put: 'if (++depth < 0)' }],
    watch: inValidator,
  },
  {
    id: 'tokens-of-any-number',
    package: 'ast-guard',
    edits: [{ file: 'src/limits.ts', find: 'if (tokens > maxTokens)', put: 'if (tokens < 0)' }],
    watch: inValidator,
  },
  {
    id: 'comments-of-any-number',
    package: 'ast-guard',
    edits: [{ file: 'src/limits.ts', find: '++comments > maxComments', put: '++comments < 0' }],
    watch: inValidator,
  },
  {
    id: 'nodes-of-any-depth',
    package: 'ast-guard',
    edits: [{ file: VALIDATOR, find: 'buildTree(file, limits.maxNodeDepth,', put: 'buildTree(file, 1e9,' }],
    watch: inValidator,
    redundant: 'where the stack ends, the walk says the same of the source',
  },
  {
    id: 'rules-of-any-work',
    package: 'ast-guard',
    edits: [{ file: VALIDATOR, find: 'withWork(MAX_WORK, ', put: 'withWork(MAX_WORK * 1e6, ' }],
    watch: inValidator,
  },
  {
    id: 'typescript-of-any-doubt',
    package: 'ast-guard',
    edits: [{ file: 'src/limits.ts', find: 'return attempts <= MAX_ATTEMPTS;', put: 'return attempts >= 0;' }],
    watch: inValidator,
  },
  {
    id: 'walk-without-proof',
    package: 'ast-guard',
    edits: [
      {
        file: VALIDATOR,
        find: "if (!isComplete) drafts.push(engineIssue('incomplete', START, {}));",
        put: 'void isComplete;',
      },
    ],
    watch: inTests('packages/ast-guard/src/incomplete-walk.test.ts'),
  },
  {
    id: 'rule-that-throws-is-silent',
    package: 'ast-guard',
    edits: [
      {
        file: VALIDATOR,
        find: "drafts.push(engineIssue('crashed', START, { rule: rule.id, error: describe(error) }));",
        put: 'void [rule, error, describe];',
      },
    ],
    watch: inTests('packages/ast-guard/src/validator.test.ts', 'packages/ast-guard/src/check.test.ts'),
  },
  {
    id: 'errors-beyond-the-list-are-forgotten',
    package: 'ast-guard',
    edits: [
      {
        file: VALIDATOR,
        find: 'kept = [...errors, ...drafts.filter',
        put: 'kept = [...drafts.slice(0, 0), ...drafts.filter',
      },
      {
        file: VALIDATOR,
        find: 'valid: errors.length === 0,',
        put: "valid: !issues.some((one) => one.severity === 'error'),",
      },
    ],
    watch: inTests('packages/ast-guard/src/validator.test.ts'),
  },
];
