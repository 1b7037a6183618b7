import { setTimeout as sleep } from 'node:timers/promises';
import { startLoad } from '../../load/start-load';
import { verifyOrders } from '../../load/verify-orders';
import { AppContainers, freePort, password } from './support/app-containers';
import { eventually } from './support/eventually';
import { Balancer, isReady } from './support/balancer';

/** Below the rates of the release's test: this one shares its processor with building images. */
const rates = { requestsPerSecond: 60, ordersPerSecond: 15, timeoutMilliseconds: 15_000 };

/** The sample application in containers, without a cluster: what it promises by itself. Each step stands on the one before. */
describe('the sample application', () => {
  let app: AppContainers;
  let ports: { one: number; two: number; balancer: number };
  let balancer: Balancer | undefined;
  const address = (port: number): string => `http://127.0.0.1:${port}`;

  const place = (port: number, order: object): Promise<Response> =>
    fetch(`${address(port)}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
  const ready = (port: number): Promise<void> =>
    eventually(`port ${port} is ready`, 30, async () => {
      if (!(await isReady(port))) throw new Error('/readyz says no');
    });
  const healthy = (): Promise<string> =>
    eventually('the database is healthy', 60, () => app.docker('exec', app.container('database'), 'healthcheck'));

  beforeAll(async () => {
    app = new AppContainers(await freePort());
    ports = { one: await freePort(), two: await freePort(), balancer: await freePort() };
    await app.build('database');
    await app.build('web', '1.0.0');
    await app.build('web', '2.0.0');
  });
  afterAll(async () => {
    await balancer?.stop();
    await app.removeAll();
  });

  it('is alive without a database, but not ready', async () => {
    await app.startWeb('one', '1.0.0', ports.one);
    await eventually('it listens', 20, () => fetch(`${address(ports.one)}/healthz`));
    expect((await fetch(`${address(ports.one)}/healthz`)).status).toBe(200);
    expect((await fetch(`${address(ports.one)}/readyz`)).status).toBe(503);
    const refused = await place(ports.one, { reference: 'early', item: 'Rope', quantity: 1 });
    expect(refused.status).toBe(503);
  });

  it('throws away a data directory that an interrupted first start left half made', async () => {
    const spoil = 'mkdir /var/lib/mysql/data.unfinished && echo half > /var/lib/mysql/data.unfinished/ibdata1';
    await app.docker(
      'run',
      '--rm',
      '--volume',
      `${app.volume}:/var/lib/mysql`,
      '--entrypoint',
      'sh',
      'plimsoll-app-test/database:0',
      '-c',
      spoil,
    );
    await app.startDatabase();
    await healthy();
    const left = await app.docker('exec', app.container('database'), 'ls', '/var/lib/mysql');
    expect(left).toBe('data');
  });

  it('gets ready when its migrations have run, and not before', async () => {
    const waiting = (await (await fetch(`${address(ports.one)}/readyz`)).json()) as object;
    expect(waiting).toMatchObject({ missing: ['1.0.0-create-orders.sql'] });
    await app.migrate('1.0.0');
    await ready(ports.one);
  });

  it('places an order once, however often it is sent', async () => {
    const order = { reference: 'first', item: `Rope <b>&"'`, quantity: 2 };
    const answers = await Promise.all([place(ports.one, order), place(ports.one, order), place(ports.one, order)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect((await place(ports.one, { ...order, quantity: 3 })).status).toBe(409);
    expect((await place(ports.one, { ...order, quantity: 'two' })).status).toBe(400);
    const { orders } = (await (await fetch(`${address(ports.one)}/orders?prefix=first`)).json()) as {
      orders: object[];
    };
    expect(orders).toEqual([expect.objectContaining({ ...order, version: '1.0.0' })]);
  });

  it('migrates to version 2 while version 1 takes orders', async () => {
    const load = startLoad({ url: address(ports.one), ...rates });
    await sleep(1500);
    await app.migrate('2.0.0');
    // What a rollback runs: the old version's migrations on the new schema.
    await app.migrate('1.0.0');
    await sleep(1500);
    const report = await load.stop();
    expect(report.failures).toEqual([]);
    expect((await verifyOrders(report)).lost).toEqual([]);
    expect(await isReady(ports.one)).toBe(true);
  });

  it('takes notes in version 2; version 1 refuses them and reads the same orders', async () => {
    await app.startWeb('two', '2.0.0', ports.two);
    await ready(ports.two);
    const noted = { reference: 'noted', item: 'Anchor', quantity: 1, note: 'rust-proof' };
    expect((await place(ports.one, noted)).status).toBe(400);
    expect((await place(ports.two, noted)).status).toBe(201);
    const read = async (port: number): Promise<unknown> => (await fetch(`${address(port)}/orders?prefix=noted`)).json();
    expect(await read(ports.two)).toMatchObject({ orders: [noted] });
    expect(await read(ports.one)).toMatchObject({ orders: [{ reference: 'noted' }] });
  });

  it('drains under load without a failed request and ends with 0', async () => {
    balancer = new Balancer([ports.one, ports.two]);
    await balancer.start(ports.balancer);
    const load = startLoad({ url: address(ports.balancer), ...rates });
    await sleep(1500);
    expect(await app.terminate('one')).toBe(0);
    await sleep(500);
    const report = await load.stop();
    expect(report.failures).toEqual([]);
    expect(new Set(report.versions.map(({ version }) => version))).toEqual(new Set(['1.0.0', '2.0.0']));
    expect(report.versions.at(-1)?.version).toBe('2.0.0');
  });

  it('loses no acknowledged order when the database is killed, and recovers by itself', async () => {
    const load = startLoad({ url: address(ports.two), ...rates });
    await sleep(1500);
    await app.docker('kill', app.container('database'));
    await sleep(1000);
    await app.docker('start', app.container('database'));
    await ready(ports.two);
    await sleep(2000);
    const report = await load.stop();
    const orders = await verifyOrders(report);
    expect(orders.lost).toEqual([]);
    expect(report.requests.failed).toBe(0);
    expect(report.orders.failed).toBeGreaterThan(0);
    expect(report.failures.filter(({ detail }) => !detail.startsWith('503'))).toEqual([]);
    expect(report.orders.succeeded).toBeGreaterThan(40);
  });

  it('needs little memory and tells nobody the password', async () => {
    const used = await app.docker('stats', '--no-stream', '--format', '{{.MemUsage}}', app.container('database'));
    expect(Number.parseFloat(used)).toBeLessThan(150);
    for (const name of ['one', 'two', 'database'])
      expect(await app.docker('logs', app.container(name))).not.toContain(password);
    const environment = await app.docker('exec', app.container('database'), 'cat', '/proc/1/environ');
    expect(environment).not.toContain(password);
  });

  it('shuts the database down cleanly', async () => {
    expect(await app.terminate('database')).toBe(0);
    expect(await app.docker('logs', app.container('database'))).toMatch(/Shutdown complete/);
  });
});
