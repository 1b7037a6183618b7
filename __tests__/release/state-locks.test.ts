import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CoordinationV1Api } from '@kubernetes/client-node';
import type { DescribedEnvironment } from '../../release/description';
import { locksText, stateLocks } from '../../release/state-locks';

const environment = {
  name: 'home',
  kubeContext: 'home-cluster',
  namespaces: { application: 'shop', state: 'states' },
  stacks: [
    { name: 'home-web', dependsOn: [], state: 'home-web' },
    { name: 'home-database', dependsOn: [], state: 'home-database' },
  ],
} as unknown as DescribedEnvironment;

const information = { Operation: 'OperationTypeApply', Who: 'me@there', Created: '2026-11-24T13:00:00Z' };
const lease = (name: string, holderIdentity?: string, note: string = JSON.stringify(information)): object => ({
  metadata: { name, annotations: { 'app.terraform.io/lock-info': note } },
  spec: { holderIdentity },
});

let server: Server;
let items: readonly object[];
/** A STAND-IN for the API server: it knows one list. */
beforeAll(async () => {
  server = createServer(({ url }, response) => {
    const known = url === '/apis/coordination.k8s.io/v1/namespaces/states/leases';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ kind: 'LeaseList', apiVersion: 'coordination.k8s.io/v1', items }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close().closeAllConnections());

const locks = (...found: readonly object[]) => {
  items = found;
  const { port } = server.address() as AddressInfo;
  return stateLocks(environment, new CoordinationV1Api(`http://127.0.0.1:${port}`));
};

it('finds the states of this environment that somebody holds', async () => {
  expect(
    await locks(
      lease('lock-tfstate-default-home-web', 'id-1'),
      lease('lock-tfstate-default-home-database'), // given back
      lease('lock-tfstate-default-home-web-copy', 'id-2'), // of a copy in another namespace
      lease('plimsoll-quickstart', 'me'),
    ),
  ).toEqual([
    { stack: 'home-web', id: 'id-1', operation: 'OperationTypeApply', who: 'me@there', since: '2026-11-24T13:00:00Z' },
  ]);
});

it('counts a lock that does not say whose it is', async () => {
  expect(await locks(lease('lock-tfstate-default-home-web', 'id-1', 'garbled'))).toEqual([
    { stack: 'home-web', id: 'id-1' },
  ]);
});

it('says who holds it, and what gives it back', async () => {
  const text = locksText(environment, await locks(lease('lock-tfstate-default-home-web', 'id-1')));
  expect(text).toBe(`The state of a stack is locked:
  home-web: OperationTypeApply by me@there, since 2026-11-24T13:00:00Z
While that run is at work, wait until it has ended. If it was killed, give its lock back:
  PLIMSOLL_ENVIRONMENT=home npx cdktf synth
  terraform -chdir=cdktf.out/stacks/home-web init
  terraform -chdir=cdktf.out/stacks/home-web force-unlock -force id-1
or, with kubectl:
  kubectl --context home-cluster --namespace states delete lease lock-tfstate-default-home-web
Then run this again.`);
});

it('quotes what comes from outside for whoever pastes its commands', async () => {
  const [lock] = await locks(lease('lock-tfstate-default-home-web', '$(reboot)'));
  const text = locksText({ ...environment, kubeContext: 'my cluster' }, lock ? [lock] : []);
  expect(text).toContain("force-unlock -force '$(reboot)'\n");
  expect(text).toContain("kubectl --context 'my cluster' --namespace states delete lease");
});

it('names what the cluster refuses', async () => {
  const elsewhere = { ...environment, namespaces: { application: 'shop', state: 'elsewhere' } };
  const { port } = server.address() as AddressInfo;
  await expect(stateLocks(elsewhere, new CoordinationV1Api(`http://127.0.0.1:${port}`))).rejects.toThrow(
    'The cluster of kube context "home-cluster" answered with status 404 when asked to list Leases in namespace "elsewhere": ',
  );
});
