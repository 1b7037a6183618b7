import { HttpError, type AppsV1Api } from '@kubernetes/client-node';
import { deployedVersion } from '../../quickstart/cluster';
import type { DescribedEnvironment } from '../../release/description';

const environment = {
  name: 'home',
  kubeContext: 'home-cluster',
  namespaces: { application: 'shop', state: 'states' },
  web: { name: 'shop-front' },
} as unknown as DescribedEnvironment;

/** A STAND-IN for the API: it knows one Deployment, or refuses. */
const versionOf = (answer: readonly { readonly name: string; readonly image: string }[] | HttpError) =>
  deployedVersion(environment, {
    readNamespacedDeployment: (name: string, namespace: string) => {
      if (answer instanceof HttpError) return Promise.reject(answer);
      expect([namespace, name]).toEqual(['shop', 'shop-front']);
      return Promise.resolve({ body: { spec: { template: { spec: { containers: answer } } } } });
    },
  } as unknown as AppsV1Api);

it.each([
  ['a registry with a port', '127.0.0.1:5000/web:1.0.0-0123456789ab', '1.0.0'],
  ['a registry without one', 'registry.example.org/shop/web:2.0.0-rc1-0123456789ab', '2.0.0-rc1'],
  ['a foreign image', 'registry.example.org:5000/web@sha256:0123', 'registry.example.org:5000/web@sha256:0123'],
])('reads the version behind %s', async (_, image, version) =>
  expect(
    await versionOf([
      { name: 'mesh-proxy', image: 'proxy:9-0123456789ab' },
      { name: 'shop-front', image },
    ]),
  ).toBe(version),
);

it('does not take a Deployment without our container for nothing', async () =>
  expect(await versionOf([{ name: 'mesh-proxy', image: 'proxy:9' }])).toBe('unknown'));

it('finds nothing before the first release', async () =>
  expect(await versionOf(new HttpError({} as never, undefined, 404))).toBeUndefined());

it('does not call a refusal silence', async () => {
  const body = { message: 'deployments.apps is forbidden' };
  await expect(versionOf(new HttpError({} as never, body, 403))).rejects.toThrow(
    'The cluster of kube context "home-cluster" answered with status 403 when asked to read Deployment "shop-front" in namespace "shop": deployments.apps is forbidden. Ask',
  );
});
