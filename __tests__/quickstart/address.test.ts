import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { addressOf } from '../../quickstart/address';
import type { DescribedEnvironment } from '../../release/description';

let server: Server;
/** A STAND-IN for an API server that lets nobody see its Nodes, and has no Service. */
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const nodes = url === '/api/v1/nodes';
    response.writeHead(nodes ? 403 : 404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ kind: 'Status', message: nodes ? 'nodes is forbidden' : 'services "web" not found' }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close().closeAllConnections());

function address(exposure: DescribedEnvironment['web']['exposure'], given?: string): Promise<string> {
  const config = new KubeConfig();
  const { port } = server.address() as AddressInfo;
  config.loadFromClusterAndUser({ name: 'home', server: `http://127.0.0.1:${port}` }, { name: 'me' });
  const environment = {
    name: 'home',
    kubeContext: 'home-cluster',
    namespaces: { application: 'shop', state: 'states' },
    web: { name: 'web', replicas: 3, exposure },
  };
  return addressOf(config, environment as DescribedEnvironment, given);
}

it('asks no cluster for an address that is given', async () =>
  expect(await address({ type: 'NodePort', port: 80 }, 'https://shop.example.org/')).toBe('https://shop.example.org'));

it('sends whoever may not see Nodes to --url', async () => {
  await expect(address({ type: 'NodePort', port: 80, nodePort: 30080 })).rejects.toThrow(
    /status 403 when asked to list Nodes: nodes is forbidden\. Say where users reach it: .* --url /,
  );
});

it('says which Service is missing', async () => {
  await expect(address({ type: 'LoadBalancer', port: 80 })).rejects.toThrow(
    'The cluster of kube context "home-cluster" answered with status 404 when asked to read Service "web" in namespace "shop": services "web" not found. Make',
  );
});
