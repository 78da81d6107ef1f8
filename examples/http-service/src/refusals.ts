import assert from 'node:assert/strict';

const KB = 1024;

/** Requests that never become a run, and the status that each is to get. */
const REFUSED: readonly {
  readonly title: string;
  readonly tenant: string;
  readonly body: unknown;
  readonly status: number;
}[] = [
  { title: 'a tenant that nobody knows', tenant: 'nobody', body: { code: 'return 1' }, status: 401 },
  { title: 'no script', tenant: 'free', body: {}, status: 400 },
  { title: 'a script that is too long', tenant: 'free', body: { code: ' '.repeat(20 * KB) }, status: 400 },
  { title: 'a body that is too large', tenant: 'free', body: { code: ' '.repeat(80 * KB) }, status: 413 },
];

export async function assertRefusals(address: string): Promise<void> {
  for (const { title, tenant, body, status } of REFUSED) {
    const response = await fetch(`${address}/run`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenant': tenant },
      body: JSON.stringify(body),
    });
    await response.arrayBuffer();
    assert.equal(response.status, status, title);
  }
}
