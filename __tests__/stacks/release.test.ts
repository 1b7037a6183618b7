import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectGolden } from '../support/golden';
import { synthesizeAll } from '../support/release';
import { leavesOf, resourcesOf, theOnly, type SynthesizedStack } from '../support/synth';

const lab = synthesizeAll({});

describe('order of the stacks', () => {
  const dependencies = (outdir: string): unknown => {
    const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { dependencies: readonly string[] }>;
    };
    return Object.fromEntries(Object.entries(stacks).map(([name, stack]) => [name, stack.dependencies]));
  };

  it('deploys images, platform, database and web one after the other, so that a failure interrupts no other', () => {
    expect(dependencies(lab.outdir)).toEqual({
      'lab-images': [],
      'lab-platform': ['lab-images'],
      'lab-database': ['lab-images', 'lab-platform'],
      'lab-web': ['lab-images', 'lab-platform', 'lab-database'],
    });
  });

  it('has no images stack where nothing is built', () => {
    expect(dependencies(synthesizeAll({ PLIMSOLL_ENVIRONMENT: 'production' }).outdir)).toEqual({
      'production-platform': [],
      'production-database': ['production-platform'],
      'production-web': ['production-platform', 'production-database'],
    });
  });
});

it('runs in production the very images that staging built', () => {
  const { environments } = synthesizeAll({ PLIMSOLL_ENVIRONMENT: 'staging,production' }).description;
  const references = environments.map(({ images }) => images.map(({ reference }) => reference));
  expect(references[0]).toEqual(references[1]);
});

it('changes by a version bump nothing but the image, the migration and their builds', () => {
  const versions = ['1.0.0', '2.0.0'].map((version) => synthesizeAll({ PLIMSOLL_VERSION: version }));
  const leaves = versions.map(
    ({ stacks }) => new Map(stacks.flatMap((stack) => [...leavesOf(stack.json, stack.name)])),
  );
  const [before, after] = leaves as [Map<string, unknown>, Map<string, unknown>];
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  expectGolden('synth/version-bump.txt', `${paths.sort().join('\n')}\n`);
});

it('gives a copy in another namespace states, ports and a namespace of its own, under the same stack names', () => {
  const copy = synthesizeAll({ PLIMSOLL_NAMESPACE: 'shop-2', PLIMSOLL_NODE_PORT: '30099' });
  expect(copy.stacks.map(({ name }) => name)).toEqual(lab.stacks.map(({ name }) => name));
  for (const stack of copy.stacks) {
    // Terraform's backend refuses a suffix that ends with a number, as this namespace does.
    expect(stack.json['terraform']).toMatchObject({
      backend: { kubernetes: { secret_suffix: `shop-2-${stack.name}` } },
    });
    const namespaces = leavesOf(stack.json).filter(([path]) => path.endsWith('metadata.namespace'));
    expect(namespaces.filter(([, namespace]) => namespace !== 'shop-2')).toEqual([]);
  }
  expect(theOnly(copy.stack('lab-web'), 'kubernetes_service_v1')).toMatchObject({
    spec: { port: [{ node_port: 30099 }] },
  });
});

it('asks for other provider versions only when told so', () => {
  const required = (stack: SynthesizedStack): unknown =>
    (stack.json['terraform'] as Record<string, unknown>)['required_providers'];
  expect(required(lab.stack('lab-web'))).toEqual({ kubernetes: { source: 'kubernetes', version: '2.38.0' } });
  expect(required(lab.stack('lab-images'))).toEqual({ docker: { source: 'kreuzwerker/docker', version: '3.6.2' } });
  const other = synthesizeAll({ PLIMSOLL_KUBERNETES_PROVIDER: '2.20.0-dev', PLIMSOLL_DOCKER_PROVIDER: '3.6.2-lab' });
  expect(required(other.stack('lab-web'))).toEqual({ kubernetes: { source: 'kubernetes', version: '2.20.0-dev' } });
  expect(required(other.stack('lab-images'))).toEqual({
    docker: { source: 'kreuzwerker/docker', version: '3.6.2-lab' },
  });
});

it('rolls the web pods only after the migration', () => {
  const web = lab.stack('lab-web');
  expect(theOnly(web, 'kubernetes_deployment_v1')).toMatchObject({
    depends_on: expect.arrayContaining(['kubernetes_job_v1.migrate']) as unknown,
  });
  expect(theOnly(web, 'kubernetes_job_v1')).toMatchObject({
    wait_for_completion: true,
    metadata: { name: 'migrate' },
    spec: { template: { spec: { container: [{ args: ['migrate'] }] } } },
  });
  expect(JSON.stringify(theOnly(web, 'kubernetes_job_v1'))).not.toContain('ttl_seconds_after_finished');
});

it('protects the data everywhere but in the lab', () => {
  const protectedIn = (environment: string): boolean =>
    JSON.stringify(
      theOnly(
        synthesizeAll({ PLIMSOLL_ENVIRONMENT: environment }).stack(`${environment}-database`),
        'kubernetes_stateful_set_v1',
      ),
    ).includes('"prevent_destroy":true');
  expect({ lab: protectedIn('lab'), staging: protectedIn('staging'), production: protectedIn('production') }).toEqual({
    lab: false,
    staging: true,
    production: true,
  });
});

it('leaves room in the quota for the worst moment of a rollout', () => {
  const { spec } = theOnly(lab.stack('lab-platform'), 'kubernetes_resource_quota_v1') as {
    spec: { hard: Record<string, string> };
  };
  // 3 old ones that drain, 3 new ones, 1 of surge, 3 for migrations and visitors; 2 of the database.
  expect(spec.hard).toMatchObject({ pods: '12', 'requests.cpu': '1200m', 'requests.memory': '2944Mi' });
});

it('lets only the web and its migration reach the database, and everybody the web', () => {
  const policies = resourcesOf(lab.stack('lab-platform'), 'kubernetes_network_policy_v1') as readonly {
    metadata: { name: string };
    spec: unknown;
  }[];
  const spec = (name: string): unknown => policies.find(({ metadata }) => metadata.name === name)?.spec;
  expect(policies).toHaveLength(5);
  expect(spec('default-deny')).toEqual({ pod_selector: {}, policy_types: ['Ingress', 'Egress'] });
  expect(spec('database-from-clients')).toMatchObject({
    pod_selector: { match_labels: { 'app.kubernetes.io/name': 'database' } },
    ingress: [
      {
        from: ['web', 'migrate'].map((name) => ({
          pod_selector: { match_labels: { 'app.kubernetes.io/name': name } },
        })),
        ports: [{ port: '3306', protocol: 'TCP' }],
      },
    ],
  });
  expect(spec('web-from-everywhere')).toMatchObject({ ingress: [{ ports: [{ port: '8080', protocol: 'TCP' }] }] });
});

it('mounts no token of a service account', () => {
  for (const stack of lab.stacks)
    for (const account of resourcesOf(stack, 'kubernetes_service_account_v1'))
      expect(account).toMatchObject({ automount_service_account_token: false });
  const mounted = lab.stacks.flatMap((stack) =>
    leavesOf(stack.json).filter(([path, value]) => path.endsWith('automount_service_account_token') && value !== false),
  );
  expect(mounted).toEqual([]);
});
