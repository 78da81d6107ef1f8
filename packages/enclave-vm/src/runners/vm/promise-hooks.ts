/**
 * Are promise hooks on in this process? They come with `async_hooks.createHook`, `domain`, and before Node 24 with
 * `AsyncLocalStorage`. Node then writes properties on every promise, also on those of a guest: it hands the guest the
 * objects of the host's stores, and a guest that makes those properties throw ends the host. No context can opt out.
 *
 * What is written on the guest's promises is written on the host's as well, and there it can be seen.
 */
export const promiseHooksActive = (): boolean => Object.getOwnPropertySymbols(new Promise(() => {})).length > 0;
