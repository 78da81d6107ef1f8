const packageOf = (name) => `^packages/${name}/`;
const everyPackage = '^packages/([^/]+)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'Modules that need each other are one module, or hide a third. Except the recursive descent over functions, ' +
        'statements and expressions, which contain each other.',
      severity: 'error',
      from: { pathNot: '^packages/enclave-transform/src/positions/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'leaf-packages-do-not-meet',
      comment: 'Guard, transform and runner are each usable alone. Only core composes them.',
      severity: 'error',
      from: { path: '^packages/(ast-guard|enclave-transform|enclave-vm)/' },
      to: {
        path: '^packages/(ast-guard|enclave-transform|enclave-vm|core|cli)/',
        pathNot: '^packages/$1/',
      },
    },
    {
      name: 'runtime-contract-imports-nothing',
      severity: 'error',
      from: { path: packageOf('runtime-contract'), pathNot: '(test|config)\\.ts$' },
      to: { pathNot: packageOf('runtime-contract') },
    },
    {
      name: 'no-babel-in-the-runner',
      comment: 'enclave-vm takes text.',
      severity: 'error',
      from: { path: packageOf('enclave-vm') },
      to: { path: '@babel' },
    },
    {
      name: 'no-foreign-src',
      comment: 'Another package is what it exports. The runtime contract has only its source and is inlined.',
      severity: 'error',
      from: { path: everyPackage },
      to: { path: '^packages/[^/]+/src/', pathNot: ['^packages/$1/', packageOf('runtime-contract')] },
    },
    {
      name: 'outsiders-use-public-exports',
      severity: 'error',
      from: { path: '^(examples|bench|conformance)/' },
      to: { path: '^packages/[^/]+/src/' },
    },
    {
      name: 'kernel-imports-only-itself',
      comment: 'Kernel modules run in the guest realm: no Node, no host code. Tests of the kernel run in the host.',
      severity: 'error',
      from: { path: '^packages/enclave-vm/src/kernel/', pathNot: '\\.test\\.ts$' },
      to: {
        pathNot: ['^packages/enclave-vm/src/kernel/', packageOf('runtime-contract')],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'rules-stand-alone',
      comment: 'A rule that needs another rule is a piece of ast/ that has not been named yet.',
      severity: 'error',
      from: { path: '^packages/ast-guard/src/rules/([^/]+)', pathNot: ['\\.test\\.ts$', '/index\\.ts$'] },
      to: { path: '^packages/ast-guard/src/rules/', pathNot: '^packages/ast-guard/src/rules/$1' },
    },
    {
      name: 'no-undeclared-dependency',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:' } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/', '/fixtures/', '/corpus/', '\\.turbo'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default', 'node'] },
  },
};
