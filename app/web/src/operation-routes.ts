import type { FastifyInstance } from 'fastify';
import { DatabaseUnavailable } from './database';
import { loggable } from './outage';
import { schemaState } from './schema-state';
import type { Shop } from './shop';

/** What the cluster, monitoring and browsers ask for. */
export function operationRoutes(app: FastifyInstance, shop: Shop): void {
  const { settings, metrics, assets } = shop;

  // Alive means that this process answers. A database that is away must not get every pod restarted.
  app.get('/healthz', () => ({ status: 'alive' }));

  app.get('/readyz', async (request, reply) => {
    if (shop.leaving) return reply.code(503).send({ status: 'leaving' });
    try {
      const schema = await schemaState(shop.database, settings.version, shop.migrations);
      if (schema.state === 'ready') return { status: 'ready' };
      return await reply.code(503).send({ status: 'waiting for migrations', missing: schema.missing });
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      request.log.warn({ error: loggable(error) }, 'not ready');
      return reply.code(503).send({ status: 'the database does not answer' });
    }
  });

  app.get('/version', () => ({ version: settings.version }));

  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );

  // Asked for again each time: while two versions run, a cached script could meet the other version's page.
  app.get('/page.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(assets.style),
  );
  app.get('/page.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(assets.script),
  );
}
