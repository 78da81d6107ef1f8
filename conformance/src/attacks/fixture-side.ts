import { createRequire } from 'node:module';
import { type Attack, inCorpus } from '../corpus.ts';
import type { HostSide } from '../subject.ts';
import type { Alive } from './protocol.ts';

interface Fixtures {
  readonly tools: Record<string, (args: unknown) => unknown>;
  readonly denied: readonly string[];
  readonly globals: Record<string, unknown>;
  readonly state: { wiped: boolean };
}

const makeFixtures = createRequire(import.meta.url)(inCorpus('fixtures.cjs')) as () => Fixtures;

/** The naive application around the sandbox: its tools, its globals, and what changed in them afterwards. */
export interface FixtureSide {
  readonly host: HostSide;
  /** Handlers that start after this moment are late. */
  markSettled(): void;
  alive(): Promise<Alive>;
}

export function fixtureSide(attack: Attack): FixtureSide {
  const { tools, denied, globals, state } = makeFixtures();
  let calls = 0;
  let late = 0;
  let settled = false;
  const wanted = attack.needs
    .filter((need) => need.startsWith('globals:'))
    .map((need) => need.slice('globals:'.length));
  const callTool = (name: string, args: unknown): unknown => {
    calls += 1;
    if (settled) late += 1;
    const tool = typeof name === 'string' && Object.hasOwn(tools, name) ? tools[name] : undefined;
    if (tool === undefined || denied.includes(name)) throw new Error('No such tool.');
    return tool(args);
  };
  return {
    host: {
      callTool,
      naiveCallTool(name, args) {
        calls += 1;
        if (settled) late += 1;
        if (denied.includes(name)) throw new Error('No such tool.');
        return (tools[name] as (args: unknown) => unknown)(args);
      },
      ...(wanted.length === 0 ? {} : { globals: Object.fromEntries(wanted.map((name) => [name, globals[name]])) }),
      hasConsole: attack.needs.includes('console'),
    },
    markSettled() {
      settled = true;
    },
    async alive() {
      const probe = (await tools.probe?.({})) as { marks: string; role: string | undefined };
      return {
        lateCalls: late,
        toolCalls: calls,
        wiped: state.wiped,
        marks: probe.marks === '' ? [] : probe.marks.split(','),
        role: probe.role,
        logs: [],
        logBytes: 0,
      };
    },
  };
}
