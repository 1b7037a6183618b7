import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { DescribedEnvironment } from '../../release/description';
import { problemsText, releaseProblems } from '../../release/preflight';
import { temporaryFolder } from '../support/temporary';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});

/** A STAND-IN for a server that nobody runs in this ring of tests. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A STAND-IN for API servers: what exists answers 200, everything else 404. */
const cluster = (...paths: readonly string[]): Promise<string> =>
  serve(({ url = '' }, response) => {
    response.writeHead(paths.includes(url) ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ kind: 'Status', message: 'not here' }));
  });
const prepared = [
  '/version/',
  '/api/v1/namespaces/shop',
  '/api/v1/namespaces/plimsoll-state',
  '/api/v1/namespaces/shop/secrets/database-credentials',
];

/** A folder for the PATH with STAND-INS for programs: what each says before it ends with a code. */
function programs(scripts: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}
const working = { terraform: 'exit 0', docker: 'exit 0' };

function kubeConfig(server: string): string {
  const path = join(temporaryFolder(), 'config');
  const context = { name: 'home', context: { cluster: 'home', user: 'me' } };
  const config = { apiVersion: 'v1', kind: 'Config', contexts: [context], users: [{ name: 'me', user: {} }] };
  writeFileSync(path, JSON.stringify({ ...config, clusters: [{ name: 'home', cluster: { server } }] }));
  return path;
}

interface Circumstances {
  readonly path?: string;
  readonly server: string;
  readonly context?: string;
  readonly registry?: string;
  readonly variables?: NodeJS.ProcessEnv;
}

/** Problems of an environment that builds only when a registry is given: there is none with a certificate in this ring. */
function problems({ path, server, context = 'home', registry, variables }: Circumstances): Promise<readonly string[]> {
  const environment: DescribedEnvironment = {
    name: 'home',
    stacks: [],
    kubeContext: context,
    namespaces: { application: 'shop', state: 'plimsoll-state' },
    credentials: { secret: 'database-credentials', keys: ['user'], user: 'shop' },
    registry: { address: registry ?? 'unused', insecure: false, login: 'none' },
    builds: registry !== undefined,
    images: [],
    protectData: true,
    web: { name: 'web', replicas: 3, exposure: { type: 'ClusterIP', port: 80 } },
  };
  const known = { PATH: path ?? programs(working), KUBE_CONFIG_PATH: kubeConfig(`http://${server}`) };
  return releaseProblems({ environment, variables: { ...known, ...variables } });
}

it('finds nothing in the way where all answers', async () => {
  expect(await problems({ server: await cluster(...prepared) })).toEqual([]);
});

it('says everything that is missing at once, each with the way on', async () => {
  const found = await problems({ path: temporaryFolder(), server: '127.0.0.1:1', registry: '127.0.0.1:1/shop' });
  expect(found).toEqual([
    'There is no `terraform` on the PATH. Install Terraform (https://developer.hashicorp.com/terraform/install), or name another binary in TERRAFORM_BINARY_NAME.',
    'There is no `docker` on the PATH, and environment "home" builds its images. Install Docker\'s command line.',
    'The registry 127.0.0.1:1/shop does not answer (GET https://127.0.0.1:1/v2/: connect ECONNREFUSED 127.0.0.1:1). Start it, or correct registry.address in environments/home.ts.',
    'The cluster of kube context "home" (http://127.0.0.1:1) does not answer: connect ECONNREFUSED 127.0.0.1:1. Start it, or correct the server in the kube configuration.',
  ]);
  expect(problemsText('home', found.slice(0, 2)).split('\n')[0]).toBe(
    'Environment "home" cannot be released from here; 2 things are in the way:',
  );
});

it('says what programs answer that are there and do not work', async () => {
  const path = programs({
    terraform: 'echo "wrong processor" >&2; exit 126',
    docker: 'echo "details" >&2; echo "Is the docker daemon running?" >&2; exit 1',
  });
  const registry = await serve((_request, response) => response.end());
  const server = await cluster(...prepared);
  expect(await problems({ path, server, registry, variables: { DOCKER_HOST: 'unix:///nowhere.sock' } })).toEqual([
    '`terraform version` fails: wrong processor. Mend that installation of Terraform first.',
    'No Docker engine answers at unix:///nowhere.sock (Is the docker daemon running?), and environment "home" builds its images. Start it, or name a running one in DOCKER_HOST.',
    `The registry ${registry} does not answer (GET https://${registry}/v2/: it speaks no TLS). Start it, or correct registry.address in environments/home.ts.`,
  ]);
});

it('asks the engine at the place where the provider looks, whatever context the command line uses', async () => {
  const path = programs({ ...working, docker: 'echo "$DOCKER_HOST" >&2; exit 1' });
  const [found] = await problems({ path, server: await cluster(...prepared), registry: '127.0.0.1:1' });
  expect(found).toContain('(unix:///var/run/docker.sock)');
});

it('leaves a registry behind a proxy to the engine', async () => {
  const variables = { HTTPS_PROXY: 'http://127.0.0.1:1' };
  expect(await problems({ server: await cluster(...prepared), registry: '127.0.0.1:1', variables })).toEqual([]);
});

it('names a kube context that is not there', async () => {
  const [found] = await problems({ server: '127.0.0.1:1', context: 'away' });
  expect(found).toMatch(/^The kube context "away" is not in .*, which has "home"\./);
});

it('sends to bootstrap where the cluster was never prepared', async () => {
  expect(await problems({ server: await cluster('/version/', '/api/v1/namespaces/shop') })).toEqual([
    'The cluster of kube context "home" has no namespace "plimsoll-state", no Secret "database-credentials" in namespace "shop". Prepare it once: npm run bootstrap -- --environment home',
  ]);
});

it('tells credentials that are refused from a cluster that is away', async () => {
  const server = await serve((_request, response) => response.writeHead(401).end('{}'));
  expect(await problems({ server })).toEqual([
    `The cluster of kube context "home" (http://${server}) does not accept your credentials. Log in to it again, or correct the user in the kube configuration.`,
  ]);
});
