/** An HTTP service that runs scripts for many tenants, each inside its own limits. */
import { Enclave, formatForModel } from '@enclave-vm/core';
import Fastify from 'fastify';
import { statusOf } from './status.ts';
import { type Tenant, tenants } from './tenants.ts';
import { toolsOf } from './tools.ts';

interface Desk {
  tenant: Tenant;
  enclave: Enclave;
  running: number;
}

const desks = new Map<string, Desk>();
for (const tenant of tenants.values()) {
  const enclave = new Enclave({
    ...tenant.options,
    tools: toolsOf(tenant.name),
    maxConcurrentRuns: 4,
    maxQueuedRuns: 200,
  });
  desks.set(tenant.name, { tenant, enclave, running: 0 });
}

const app = Fastify({ bodyLimit: 64 * 1024 });

app.post<{ Body: { code: string }; Headers: { 'x-tenant'?: string } }>(
  '/run',
  {
    schema: {
      body: { type: 'object', required: ['code'], properties: { code: { type: 'string', maxLength: 20_000 } } },
    },
  },
  async (request, reply) => {
    const desk = desks.get(request.headers['x-tenant'] ?? '');
    if (!desk) return reply.code(401).send({ error: 'Unknown tenant.' });
    if (desk.running >= desk.tenant.maxConcurrentRuns) {
      return reply.code(429).header('retry-after', 1).send({ error: 'Too many runs.' });
    }
    desk.running += 1;
    // A client that has gone needs no answer.
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    try {
      const result = await desk.enclave.run(request.body.code, { signal: gone.signal });
      if (result.success) return { value: result.value ?? null, stats: result.stats };
      const status = statusOf(result.error.code);
      if (status === 503) reply.header('retry-after', 1);
      return reply.code(status).send({ code: result.error.code, report: formatForModel(result) });
    } finally {
      desk.running -= 1;
    }
  },
);

app.get('/health', () => {
  // Started with --expose-gc, the service tells what it holds on to, and not what V8 has not come to collect yet.
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed };
});

const address = await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 0) });
process.send?.({ address });

process.once('SIGTERM', async () => {
  await app.close();
  await Promise.all([...desks.values()].map(({ enclave }) => enclave.dispose()));
  process.disconnect?.();
});
