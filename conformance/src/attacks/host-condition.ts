import { AsyncLocalStorage, createHook } from 'node:async_hooks';

/** What an application may do to its own process, each of which has been a way out of a vm context in its time. */
export const HOST_CONDITIONS = [
  'async-local-storage',
  'promise-hooks',
  'rejections-warn',
  'rejections-strict',
  'time-zone',
  'garbage-collector',
] as const;
export type HostCondition = (typeof HOST_CONDITIONS)[number];

const FLAGS: Partial<Record<HostCondition, string>> = {
  'rejections-warn': '--unhandled-rejections=warn',
  'rejections-strict': '--unhandled-rejections=strict',
  'garbage-collector': '--expose-gc',
};

/** How the host process must be started for the condition. */
export function launchOf(condition: HostCondition | undefined): { execArgv: string[]; env: Record<string, string> } {
  const flag = condition && FLAGS[condition];
  return {
    execArgv: flag === undefined ? [] : [flag],
    env: condition === 'time-zone' ? { TZ: 'Asia/Tokyo' } : {},
  };
}

/** Runs `work` as an application under the condition would. */
export function underCondition(condition: HostCondition | undefined, work: () => Promise<void>): Promise<void> {
  if (condition === 'promise-hooks') createHook({ init() {} }).enable();
  if (condition !== 'async-local-storage') return work();
  return new AsyncLocalStorage<object>().run({ secret: 'PWNED:store' }, work);
}
