import { configureGlobal } from 'fast-check';

/**
 * The suite tries the same random cases everywhere, so that a red run is a change and never a draw. Looking for new
 * cases is what `pnpm fuzz` is for.
 */
configureGlobal({ seed: 20_261 });
