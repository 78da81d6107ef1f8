import { defineConfig } from 'tsdown';
import { bundledText } from './build/bundled-text.ts';

export default defineConfig({
  entry: { index: 'src/index.ts', testing: 'src/testing.ts' },
  platform: 'node',
  target: 'node20',
  dts: { generator: 'oxc' },
  fixedExtension: false,
  plugins: [bundledText()],
});
