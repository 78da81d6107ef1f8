import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { index: 'src/index.ts' },
  platform: 'node',
  target: 'node20',
  dts: { generator: 'oxc' },
  fixedExtension: false,
});
