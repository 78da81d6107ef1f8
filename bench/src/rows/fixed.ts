import type { Contestant } from '../row.ts';

/** Something that runs code, always given the same. */
export const fixed = (instance: { run(code: string): unknown; dispose?(): unknown }, code: string): Contestant => ({
  run: () => instance.run(code),
  dispose: () => instance.dispose?.(),
});
