import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '../../load/report';
import { startLoad } from '../../load/start-load';
import { verifyOrders } from '../../load/verify-orders';

/** A real order service that keeps its orders in memory and misbehaves when told to. */
class Service {
  readonly orders: { id: number; reference: string }[] = [];
  readonly connections = new Set<object>();
  readonly visitors = new Set<string | undefined>();
  misbehave: 'no' | 'reset' | 'hang' | 'status' | 'lie' = 'no';
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async start(port = 0): Promise<string> {
    this.server.on('connection', (socket) => this.connections.add(socket));
    this.server.on('connection', ({ remoteAddress }) => this.visitors.add(remoteAddress));
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://service');
    if (request.method === 'GET' && pathname === '/orders') return this.list(searchParams, response);
    if (this.misbehave === 'hang') return;
    if (this.misbehave === 'reset') return void request.socket.resetAndDestroy();
    if (this.misbehave === 'status') return void response.writeHead(503).end('{"error":"unavailable"}');
    if (pathname !== '/orders') return void response.end('{"version":"1.0.0"}');
    const { reference } = JSON.parse(body) as { reference: string };
    if (this.misbehave !== 'lie') this.orders.push({ id: this.orders.length + 1, reference });
    response.writeHead(201).end(JSON.stringify({ id: this.orders.length, reference, version: '1.0.0' }));
  }

  private list(query: URLSearchParams, response: ServerResponse): void {
    const [after, limit, prefix] = [Number(query.get('after')), Number(query.get('limit')), query.get('prefix') ?? ''];
    const page = this.orders.filter(({ id, reference }) => id > after && reference.startsWith(prefix)).slice(0, limit);
    response.end(JSON.stringify({ orders: page }));
  }
}

describe('load on a real service', () => {
  const service = new Service();
  let url = '';
  beforeAll(async () => void (url = await service.start()));
  afterAll(() => service.stop());
  beforeEach(() => void (service.misbehave = 'no'));

  it('keeps the rate, uses a connection per request, and finds every acknowledged order again', async () => {
    const before = service.connections.size;
    const load = startLoad({ url, requestsPerSecond: 100, ordersPerSecond: 20 });
    await sleep(1000);
    const report = await load.stop();
    expect(report.requests.sent + report.orders.sent).toBe(service.connections.size - before);
    // What was due has been sent, to within the moment in which `stop` was called.
    expect(report.requests.sent).toBeGreaterThanOrEqual(99);
    expect(report.requests.sent).toBeLessThanOrEqual(Math.ceil(report.seconds * 100) + 1);
    expect(report.failures).toEqual([]);
    expect(report.acknowledged.length).toBe(report.orders.sent);
    expect(await verifyOrders(report)).toEqual({
      acknowledged: report.orders.sent,
      found: report.orders.sent,
      lost: [],
      unacknowledged: 0,
    });
  });

  it('goes on sending while the service hangs, and counts each as timeout', async () => {
    service.misbehave = 'hang';
    const load = startLoad({ url, requestsPerSecond: 50, ordersPerSecond: 0, timeoutMilliseconds: 400 });
    await sleep(600);
    const report = await load.stop();
    expect(report.requests.sent).toBeGreaterThanOrEqual(29);
    expect(report.mostConcurrent).toBeGreaterThan(10);
    expect(new Set(report.failures.map(({ kind }) => kind))).toEqual(new Set(['timeout']));
    expect(report.failures).toHaveLength(report.requests.sent);
  });

  it.each([
    { misbehave: 'reset', kind: 'reset', detail: /ECONNRESET/ },
    { misbehave: 'status', kind: 'status', detail: /^503 .*unavailable/ },
  ] as const)('names the failure of a service that answers with $misbehave', async ({ misbehave, kind, detail }) => {
    service.misbehave = misbehave;
    const told: Failure[] = [];
    const load = startLoad({
      url,
      requestsPerSecond: 20,
      ordersPerSecond: 10,
      onFailure: (failure) => told.push(failure),
    });
    await sleep(200);
    const report = await load.stop();
    expect(report.failures.length).toBeGreaterThan(3);
    expect(told).toHaveLength(report.failures.length);
    for (const failure of report.failures) {
      expect(failure.kind).toBe(kind);
      expect(failure.detail).toMatch(detail);
    }
    expect(report.acknowledged).toEqual([]);
  });

  it('names the orders that were acknowledged and are not there', async () => {
    service.misbehave = 'lie';
    const load = startLoad({ url, requestsPerSecond: 0, ordersPerSecond: 20 });
    await sleep(200);
    const report = await load.stop();
    expect(report.acknowledged.length).toBeGreaterThan(2);
    expect((await verifyOrders(report)).lost).toEqual(report.acknowledged);
  });

  it('says refused when nothing listens, and ends early when aborted', async () => {
    const gone = new Service();
    const address = await gone.start();
    await gone.stop();
    const stopper = new AbortController();
    const load = startLoad({ url: address, requestsPerSecond: 50, ordersPerSecond: 0, signal: stopper.signal });
    await sleep(200);
    stopper.abort();
    await sleep(300);
    const report = await load.stop();
    expect(new Set(report.failures.map(({ kind }) => kind))).toEqual(new Set(['refused']));
    expect(report.requests.sent).toBeLessThan(20);
    expect(await load.stop()).toBe(report);
  });

  it('sends from the address that it is told', async () => {
    service.misbehave = 'no';
    service.visitors.clear();
    const load = startLoad({ url, from: '127.0.0.9', requestsPerSecond: 50, ordersPerSecond: 0 });
    await sleep(100);
    expect((await load.stop()).failures).toEqual([]);
    expect([...service.visitors]).toEqual(['127.0.0.9']);
  });

  it('refuses an address that is none', () => {
    expect(() => startLoad({ url: 'localhost:30080' })).toThrow(/"localhost:30080" is not an address/);
  });
});
