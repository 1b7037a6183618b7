import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { bootstrap, kubectlCommands } from '../../release/bootstrap';
import type { DescribedEnvironment } from '../../release/description';
import { temporaryFolder } from '../support/temporary';

const environment: DescribedEnvironment = {
  name: 'home',
  stacks: [],
  kubeContext: 'home-cluster',
  namespaces: { application: 'shop', state: 'plimsoll-state' },
  credentials: { secret: 'database-credentials', keys: ['user', 'password', 'root-password'], user: 'shop' },
  registry: { address: 'registry.example.com', insecure: false, login: 'none' },
  builds: true,
  images: [],
  protectData: true,
  web: { name: 'web', replicas: 3, exposure: { type: 'ClusterIP', port: 80 } },
};

interface StoredObject {
  readonly metadata: { readonly name: string; readonly labels?: Record<string, string> };
  readonly stringData?: Record<string, string>;
  readonly data?: Record<string, string>;
}

/** Stands in for an API server, which this ring of tests has none of: it stores what it gets, and refuses what exists. */
class StandInApi {
  readonly objects = new Map<string, StoredObject>();
  readonly refuseWith?: number;
  private readonly server: Server;

  constructor({ refuseWith }: { readonly refuseWith?: number } = {}) {
    this.server = createServer((request, response) => {
      const answer = (status: number, body: object): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const path = request.url as string;
        if (refuseWith !== undefined) return answer(refuseWith, { kind: 'Status', message: 'you may not' });
        if (request.method === 'GET') {
          const found = this.objects.get(path);
          return found ? answer(200, found) : answer(404, { kind: 'Status', reason: 'NotFound' });
        }
        const object = JSON.parse(text) as StoredObject;
        const key = `${path}/${object.metadata.name}`;
        if (this.objects.has(key)) return answer(409, { kind: 'Status', reason: 'AlreadyExists' });
        const data = Object.fromEntries(
          Object.entries(object.stringData ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
        );
        this.objects.set(key, { ...object, data });
        return answer(201, object);
      });
    });
  }

  async client(): Promise<CoreV1Api> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return clientOf((this.server.address() as AddressInfo).port);
  }

  close(): void {
    this.server.close();
  }
}

function clientOf(port: number): CoreV1Api {
  const config = new KubeConfig();
  config.loadFromClusterAndUser({ name: 'test', server: `http://127.0.0.1:${port}` }, { name: 'test' });
  return config.makeApiClient(CoreV1Api);
}

let api: StandInApi;
afterEach(() => api.close());

it('makes the namespaces and the credentials once, and keeps them after that', async () => {
  api = new StandInApi();
  const client = await api.client();
  const outcomes = async (): Promise<readonly string[]> =>
    (await bootstrap(environment, client)).map(({ object, outcome }) => `${object}: ${outcome}`);
  expect(await outcomes()).toEqual([
    'namespace plimsoll-state: created',
    'namespace shop: created',
    'secret database-credentials in namespace shop: created',
  ]);
  const secret = api.objects.get('/api/v1/namespaces/shop/secrets/database-credentials');
  expect(await outcomes()).toEqual([
    'namespace plimsoll-state: already there',
    'namespace shop: already there',
    'secret database-credentials in namespace shop: already there',
  ]);
  expect(api.objects.get('/api/v1/namespaces/shop/secrets/database-credentials')).toBe(secret);
});

it('draws passwords that differ, and tells none of them', async () => {
  const passwords: string[] = [];
  for (let run = 0; run < 2; run += 1) {
    api = new StandInApi();
    const steps = await bootstrap(environment, await api.client());
    const { stringData } = api.objects.get('/api/v1/namespaces/shop/secrets/database-credentials') as StoredObject;
    expect(stringData).toMatchObject({ user: 'shop' });
    const drawn = [stringData?.['password'], stringData?.['root-password']] as string[];
    for (const password of drawn) {
      expect(password).toMatch(/^[0-9a-f]{48}$/);
      expect(JSON.stringify(steps)).not.toContain(password);
    }
    passwords.push(...drawn);
    api.close();
  }
  expect(new Set(passwords).size).toBe(4);
});

it('lets only pods in that ask for no privilege', async () => {
  api = new StandInApi();
  await bootstrap(environment, await api.client());
  expect(api.objects.get('/api/v1/namespaces/shop')?.metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'restricted',
  });
});

it('leaves a Secret that lacks a key as it is, and says which', async () => {
  api = new StandInApi();
  const client = await api.client();
  api.objects.set('/api/v1/namespaces/shop/secrets/database-credentials', {
    metadata: { name: 'database-credentials' },
    data: { user: 'eA==' },
  });
  await expect(bootstrap(environment, client)).rejects.toThrow(
    'Secret "database-credentials" in namespace "shop" lacks "password" and "root-password". It is left as it is',
  );
});

it('names the context of a cluster that refuses', async () => {
  api = new StandInApi({ refuseWith: 403 });
  await expect(bootstrap(environment, await api.client())).rejects.toThrow(
    'The cluster of kube context "home-cluster" answered with status 403 when asked to read or create namespace plimsoll-state: you may not. Ask somebody who may create namespaces and Secrets',
  );
});

it('names the context of a cluster that does not answer', async () => {
  api = new StandInApi();
  const client = await api.client();
  api.close();
  await expect(bootstrap(environment, client)).rejects.toThrow(
    /^The cluster of kube context "home-cluster" does not answer when asked to read or create namespace plimsoll-state: connect ECONNREFUSED 127\.0\.0\.1:\d+\. Start it/,
  );
});

it('tells the same as kubectl commands', () => {
  api = new StandInApi();
  expect(kubectlCommands(environment)).toEqual([
    'kubectl --context home-cluster create namespace plimsoll-state',
    'kubectl --context home-cluster create namespace shop',
    'kubectl --context home-cluster label namespace shop pod-security.kubernetes.io/enforce=restricted',
    '{ echo user=shop; printf password=; openssl rand -hex 24; printf root-password=; openssl rand -hex 24; } | ' +
      'kubectl --context home-cluster --namespace shop create secret generic database-credentials --from-env-file=/dev/stdin',
  ]);
});

it('tells commands that give a shell one context, and no program a password', () => {
  api = new StandInApi();
  const folder = temporaryFolder();
  const standIn = (name: string, script: string): void =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  // STAND-INS: kubectl says what it was started with and what it reads, openssl draws the same each time.
  standIn('kubectl', `printf '<%s>' "$@"; echo; [ "$6" != secret ] || cat /dev/stdin`);
  standIn('openssl', 'echo drawn');
  const run = (command: string): string =>
    execFileSync('sh', ['-c', command], { env: { PATH: `${folder}:${process.env['PATH']}` }, encoding: 'utf8' });
  const [first, , , secret] = kubectlCommands({ ...environment, kubeContext: "it's $(touch here) me@home" });
  expect(run(first as string)).toBe("<--context><it's $(touch here) me@home><create><namespace><plimsoll-state>\n");
  expect(run(secret as string).split('\n')).toEqual([
    "<--context><it's $(touch here) me@home><--namespace><shop><create><secret><generic><database-credentials><--from-env-file=/dev/stdin>",
    'user=shop',
    'password=drawn',
    'root-password=drawn',
    '',
  ]);
});
