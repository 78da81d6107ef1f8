import { nodeOptions } from './node-options.ts';
import { promiseHooksActive } from './promise-hooks.ts';
import { looksAtReasons } from './rejection-mode.ts';

const HOOKED =
  'Promise hooks are active in this process (async_hooks, domain, or AsyncLocalStorage before Node 24), and they reach ' +
  "into every vm context: use isolation 'process'";

const LOOKED_AT =
  'Node may have been told to print rejections before anybody is asked (--unhandled-rejections or a configuration file), ' +
  "which runs code of the guest in the host: use isolation 'process', or start with --unhandled-rejections=throw alone";

let looks: boolean | undefined;

/**
 * Says why the vm tier cannot keep guest and host apart in this process as it is now; `undefined` if it can. A program
 * that may meet such a process runs its scripts in the process tier.
 */
export function vmTierObstacle(): string | undefined {
  looks ??= looksAtReasons(nodeOptions());
  if (looks) return LOOKED_AT;
  return promiseHooksActive() ? HOOKED : undefined;
}
