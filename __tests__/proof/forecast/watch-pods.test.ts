import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { watchPods, type PodWatch } from '../../../proof/forecast/watch-pods';

/** A mock of the two calls to an API server that a watch of pods makes; it can break the watch as no lab does on demand. */
class ApiServerMock {
  readonly watchedFrom: (string | null)[] = [];
  private watching: ServerResponse | undefined;
  private readonly server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://mock').searchParams;
    if (query.get('watch') !== 'true') {
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify({ kind: 'PodList', metadata: { resourceVersion: '7' }, items: [this.pod] }));
    }
    this.watchedFrom.push(query.get('resourceVersion'));
    this.watching = response;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
  });

  constructor(private readonly pod: object) {}

  async start(): Promise<KubeConfig> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const config = new KubeConfig();
    const { port } = this.server.address() as AddressInfo;
    config.loadFromClusterAndUser({ name: 'mock', server: `http://127.0.0.1:${port}` }, { name: 'nobody' });
    return config;
  }

  send(type: string, object: object): void {
    this.watching?.write(`${JSON.stringify({ type, object })}\n`);
  }

  breakOff(): void {
    this.watching?.end();
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const pod = (ready: string) => ({
  kind: 'Pod',
  metadata: { uid: 'a', name: 'web-a', labels: { 'app.kubernetes.io/name': 'web' } },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] },
});

describe('the watch of pods', () => {
  let api: ApiServerMock;
  let pods: PodWatch;
  beforeEach(async () => {
    api = new ApiServerMock(pod('True'));
    pods = await watchPods(await api.start(), 'shop');
    await until(() => api.watchedFrom.length === 1);
    pods.counts.begin();
  });
  afterEach(() => {
    pods.stop();
    api.stop();
  });

  it('follows from exactly the moment of the list', () => expect(api.watchedFrom).toEqual(['7']));

  it('sees a pod become unready', async () => {
    api.send('MODIFIED', pod('False'));
    await until(() => pods.counts.now('web').available === 0);
  });

  it('takes neither a bookmark nor the Status that ends a watch for a pod', async () => {
    api.send('BOOKMARK', { kind: 'Pod', metadata: { resourceVersion: '9' } });
    api.send('ERROR', {
      kind: 'Status',
      code: 504,
      message: 'Timeout: Too large resource version: 7222, current: 7192',
    });
    api.send('ADDED', { ...pod('True'), metadata: { ...pod('True').metadata, uid: 'b' } });
    await until(() => pods.counts.now('web').available === 2);
    expect(pods.counts.sinceBegin()['web']).toMatchObject({ lowestAvailable: 1 });
  });

  it('begins anew when the watch breaks off, and says so', async () => {
    api.breakOff();
    await until(() => api.watchedFrom.length === 2);
    expect(pods.interruptions()).toBe(1);
    api.send('MODIFIED', pod('False'));
    await until(() => pods.counts.sinceBegin()['web']?.lowestAvailable === 0);
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 3000; !holds(); await new Promise((resolve) => setTimeout(resolve, 10)))
    if (Date.now() > deadline) throw new Error('it has not come about within 3 s');
}
