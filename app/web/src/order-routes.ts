import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DatabaseUnavailable } from './database';
import { orderOfForm, readOrder, type Order } from './order';
import { readOrderQuery } from './order-query';
import { page, type Notice } from './page';
import type { Shop } from './shop';

/** Orders, for programs (JSON) and for people (the page and its form). */
export function orderRoutes(app: FastifyInstance, shop: Shop): void {
  const { features, orders, settings } = shop;

  app.get<{ Querystring: Record<string, unknown> }>('/', async ({ query }, reply) => {
    const placed = typeof query['placed'] === 'string' ? query['placed'].slice(0, 64) : undefined;
    return sendPage(reply, 200, placed ? { kind: 'placed', reference: placed } : undefined);
  });

  app.get('/orders', async ({ query }, reply) => {
    const input = readOrderQuery(query);
    if (input.kind === 'invalid') return reply.code(400).send({ error: 'invalid query', reasons: input.reasons });
    return { orders: await orders.list(input.query) };
  });

  app.post('/orders', async (request, reply) => {
    const isForm = request.headers['content-type']?.startsWith(formType) ?? false;
    const input = readOrder(isForm ? orderOfForm(request.body) : request.body, features);
    if (input.kind === 'invalid') {
      if (isForm) return sendPage(reply, 400, { kind: 'refused', reasons: input.reasons }, request.body as Typed);
      return reply.code(400).send({ error: 'invalid order', reasons: input.reasons });
    }
    const outcome = await orders.place(input.order);
    shop.metrics.orders.labels(outcome.kind).inc();
    const { id, reference, version } = outcome.order;
    request.log.info({ id, reference, outcome: outcome.kind }, 'order');
    if (outcome.kind === 'conflict') {
      const reasons = [`reference ${reference} stands for another order already; choose a new one`];
      if (isForm) return sendPage(reply, 409, { kind: 'refused', reasons }, request.body as Typed);
      return reply.code(409).send({ error: 'reference taken', reasons });
    }
    if (isForm) return reply.redirect(`/?placed=${encodeURIComponent(reference)}`, 303);
    return reply.code(outcome.kind === 'placed' ? 201 : 200).send({ id, reference, version });
  });

  async function sendPage(reply: FastifyReply, code: number, notice?: Notice, typed?: Typed): Promise<FastifyReply> {
    const newest = await newestOrders();
    const content = { title: settings.title, version: settings.version, features, orders: newest, notice, typed };
    return reply
      .code(newest ? code : 503)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header(
        'content-security-policy',
        "default-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      .header('x-content-type-options', 'nosniff')
      .send(page({ ...content, reference: `web-${randomUUID()}` }));
  }

  /** The page is shown without the list rather than not at all. */
  async function newestOrders(): Promise<readonly Order[] | undefined> {
    try {
      return await orders.newest(20);
    } catch (error) {
      if (error instanceof DatabaseUnavailable) return undefined;
      throw error;
    }
  }
}

type Typed = Readonly<Record<string, unknown>>;

export const formType = 'application/x-www-form-urlencoded';
