import { OF_CORE } from './by-part/core.ts';
import { OF_THE_GUARD } from './by-part/guard.ts';
import { OF_THE_PROCESS } from './by-part/process.ts';
import { OF_THE_REALM } from './by-part/realm.ts';
import { OF_THE_SESSION } from './by-part/session.ts';
import { OF_THE_TRANSFORM } from './by-part/transform.ts';
import type { Mutation } from './mutation.ts';

/** Every defence that is taken away in its turn. The rules of the guard have a proof of their own: `pnpm prove:rules`. */
export const MUTATIONS: readonly Mutation[] = [
  ...OF_THE_GUARD,
  ...OF_THE_REALM,
  ...OF_THE_SESSION,
  ...OF_THE_PROCESS,
  ...OF_THE_TRANSFORM,
  ...OF_CORE,
];
