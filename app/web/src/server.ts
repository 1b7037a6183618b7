import { fastify, LogController, type FastifyError, type FastifyInstance } from 'fastify';
import { DatabaseUnavailable } from './database';
import { operationRoutes } from './operation-routes';
import { formType, orderRoutes } from './order-routes';
import { loggable } from './outage';
import type { Shop } from './shop';

/** The HTTP server with all routes, not yet listening. */
export function makeServer(shop: Shop): FastifyInstance {
  const app = fastify({
    logger: { level: shop.settings.logLevel, base: { version: shop.settings.version } },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 16 * 1024,
    requestTimeout: 10_000,
    keepAliveTimeout: 30_000,
    // While closing, requests on open connections are answered as always and told that it was the last one.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  });

  app.addContentTypeParser(formType, { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body as string)));
  });

  app.addHook('onSend', async (_request, reply) => {
    // A client with a kept connection would never notice that the Service no longer sends new ones here.
    if (shop.leaving) reply.header('connection', 'close');
  });

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    shop.metrics.requests.labels(request.method, route, String(reply.statusCode)).observe(reply.elapsedTime / 1000);
    request.log.debug(
      { method: request.method, route, status: reply.statusCode, milliseconds: reply.elapsedTime },
      'request',
    );
  });

  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error: 'not found',
      reasons: [`there is no ${request.method} ${request.url.split('?')[0]?.slice(0, 100)}`],
    }),
  );

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const where = { method: request.method, route: request.routeOptions.url, error: loggable(error) };
    if (error instanceof DatabaseUnavailable) {
      request.log.warn(where, 'answered 503');
      const reasons = ['The database does not answer. Nothing was acknowledged; the same order may be sent again.'];
      return reply.code(503).header('retry-after', '1').send({ error: 'unavailable', reasons });
    }
    // Body too large, not JSON, wrong content type: the framework's own words name the mistake.
    if (error.statusCode !== undefined && error.statusCode < 500)
      return reply.code(error.statusCode).send({ error: 'invalid request', reasons: [error.message] });
    request.log.error(where, 'answered 500');
    return reply.code(500).send({ error: 'internal error', reasons: ['The mistake is ours; it has been logged.'] });
  });

  operationRoutes(app, shop);
  orderRoutes(app, shop);
  return app;
}
