import { configureGlobal } from 'fast-check';

/**
 * The suite tries the same random cases everywhere, so that a red run is a change and never a draw. `FUZZ_SEED=<number>`
 * draws others; looking for new cases at length is what `pnpm fuzz` is for.
 */
configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20_261) });
