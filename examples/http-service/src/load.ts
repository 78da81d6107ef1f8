import { isDeepStrictEqual } from 'node:util';
import autocannon from 'autocannon';
import { type Case, honest, hostile } from './scripts.ts';

export interface Tally {
  honest: number;
  hostile: number;
  /** How often each error code ended a hostile request. */
  codes: Record<string, number>;
  /** What did not end as it was to, in words. */
  failures: string[];
  /** Milliseconds. */
  duration: number;
  median: number;
  p99: number;
}

interface Context {
  sent?: Case;
  sentAt?: number;
}

const CONNECTIONS = 10;

/** Sends `amount` requests to a service on this machine, every tenth of them hostile, and judges every answer. */
export async function runLoad(address: string, amount: number): Promise<Tally> {
  const latencies: number[] = [];
  const tally: Tally = { honest: 0, hostile: 0, codes: {}, failures: [], duration: 0, median: 0, p99: 0 };
  const started = performance.now();
  let sent = 0;

  const result = await autocannon({
    url: address,
    connections: CONNECTIONS,
    amount,
    timeout: 30,
    requests: [
      {
        method: 'POST',
        path: '/run',
        setupRequest(request, context: Context) {
          const next = caseOf(sent++);
          Object.assign(context, { sent: next, sentAt: performance.now() });
          const headers = { 'content-type': 'application/json', 'x-tenant': next.tenant };
          return { ...request, headers, body: JSON.stringify({ code: next.code }) };
        },
        onResponse(status, body, { sent: asked, sentAt = 0 }: Context) {
          if (!asked) return;
          const failure = judge(asked, status, body, tally);
          if (failure) tally.failures.push(failure);
          if (asked.status === 200) latencies.push(performance.now() - sentAt);
        },
      },
    ],
  });

  if (result.errors > 0) tally.failures.push(`${result.errors} requests were not answered`);
  latencies.sort((a, b) => a - b);
  const share = (part: number) => Number((latencies[Math.floor((latencies.length - 1) * part)] ?? 0).toFixed(1));
  return { ...tally, duration: performance.now() - started, median: share(0.5), p99: share(0.99) };
}

function caseOf(index: number): Case {
  const list = index % 10 === 9 ? hostile : honest;
  const turn = index % 10 === 9 ? Math.floor(index / 10) : index;
  return list[turn % list.length] as Case;
}

function judge(asked: Case, status: number, body: string, tally: Tally): string | undefined {
  const answer = JSON.parse(body) as { value?: unknown; code?: string };
  if (asked.status === 200) tally.honest += 1;
  else tally.hostile += 1;
  if (answer.code !== undefined) tally.codes[answer.code] = (tally.codes[answer.code] ?? 0) + 1;
  if (status !== asked.status) return `${asked.tenant} got ${status} instead of ${asked.status}: ${body.slice(0, 300)}`;
  if (asked.codes && !asked.codes.includes(answer.code ?? '')) return `unexpected end ${answer.code} of: ${asked.code}`;
  if (asked.status === 200 && !isDeepStrictEqual(answer.value, asked.value))
    return `wrong value: ${body.slice(0, 300)}`;
  return undefined;
}
