import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { index: 'src/index.ts', ast: 'src/ast/index.ts', testing: 'src/testing/index.ts', cli: 'src/cli/main.ts' },
  platform: 'node',
  target: 'node20',
  dts: { generator: 'oxc' },
  fixedExtension: false,
});
