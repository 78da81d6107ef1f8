import { promiseHooksActive } from './promise-hooks.ts';
import { looksAtReasons } from './rejection-mode.ts';

const HOOKED =
  'Promise hooks are active in this process (async_hooks, domain, or AsyncLocalStorage before Node 24), and they reach ' +
  "into every vm context: use isolation 'process'";

const LOOKED_AT =
  'With --unhandled-rejections=warn or strict Node runs code of the guest in the host when it prints a rejection: use ' +
  "isolation 'process', or another mode";

let looks: boolean | undefined;

/**
 * Says why the vm tier cannot keep guest and host apart in this process as it is now; `undefined` if it can. A program
 * that may meet such a process runs its scripts in the process tier.
 */
export function vmTierObstacle(): string | undefined {
  looks ??= looksAtReasons(process.execArgv, process.env.NODE_OPTIONS ?? '');
  if (looks) return LOOKED_AT;
  return promiseHooksActive() ? HOOKED : undefined;
}
