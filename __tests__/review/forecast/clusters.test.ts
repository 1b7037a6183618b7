import { renderers } from '../../../review/render/renderers';
import { releaseOf, reviewRelease } from '../../../review/review';
import { deployment, metadata, service } from '../../support/kubernetes-values';
import { created, deleted, unchanged, updated, type Entry, type Extras } from '../../support/plan-builder';
import { cluster, inSpec, read } from './release';

const web = unchanged('kubernetes_deployment_v1.web', deployment());
const way = (after: 'stays' | 'goes'): Entry =>
  after === 'stays'
    ? unchanged('kubernetes_service_v1.web', service())
    : deleted('kubernetes_service_v1.web', service());

/** Stack and impact of every workload that stacks with these clusters touch. */
function touched(eu: Extras, us: Extras, where: 'in us' | 'in both'): readonly string[] {
  const { plans } = read([
    { stack: 'eu', entries: [web, way(where === 'in both' ? 'goes' : 'stays')], extras: eu },
    { stack: 'us', entries: [web, way('goes')], extras: us },
  ]);
  return releaseOf(plans).workloads.map(({ stack, forecast }) => `${stack} ${forecast.impact}`);
}

it('W6 what happens in one cluster is nothing to the same names in another', () => {
  expect(touched(cluster('eu'), cluster('us'), 'in us')).toEqual(['us outage']);
  expect(touched(cluster('eu'), cluster('us'), 'in both')).toEqual(['eu outage', 'us outage']);
});

it('W6 stacks that may go to one cluster are one world', () => {
  expect(touched(cluster('eu'), cluster('eu'), 'in us')).toEqual(['eu outage', 'us outage']);
  expect(touched({}, cluster('us'), 'in us')).toEqual(['eu outage', 'us outage']);
});

it('W6 references are looked up in their own cluster', () => {
  const reads = deployment({ pod: { volume: [{ name: 'settings', config_map: [{ name: 'settings' }] }] } });
  const settings = deleted('kubernetes_config_map_v1.settings', { metadata: metadata('settings'), data: { a: '1' } });
  const danglingIn = (other: string): number => {
    const { plans } = read([
      { stack: 'eu', entries: [unchanged('kubernetes_deployment_v1.web', reads)], extras: cluster('eu') },
      { stack: 'us', entries: [settings], extras: cluster(other) },
    ]);
    return releaseOf(plans).dangling.length;
  };
  expect([danglingIn('us'), danglingIn('eu')]).toEqual([0, 1]);
});

describe('two providers in one stack', () => {
  type Target = { readonly [setting: string]: string } | undefined;
  const addressed = (kind: 'deployment' | 'service' | 'config_map', color: string): string =>
    `kubernetes_${kind}_v1.web_${color}`;

  /** Blue and green, and which of them each address has; expressions that are no constants refer to something. */
  const providers = (
    targets: { readonly [key: string]: Target },
    keys: { readonly [address: string]: string },
    more: object = {},
  ): Extras => ({
    configuration: {
      provider_config: Object.fromEntries(
        Object.entries(targets).map(([key, target]) => [
          key,
          {
            full_name: 'registry.terraform.io/hashicorp/kubernetes',
            expressions:
              target === undefined
                ? { host: { references: [`data.aws_eks_cluster.${key}.endpoint`] } }
                : Object.fromEntries(Object.entries(target).map(([name, value]) => [name, { constant_value: value }])),
          },
        ]),
      ),
      root_module: {
        resources: Object.entries(keys).map(([address, key]) => ({ address, provider_config_key: key })),
        ...more,
      },
    },
  });

  const keysOf = (without: readonly string[] = []) =>
    Object.fromEntries(
      ['blue', 'green']
        .flatMap((color) =>
          (['deployment', 'service'] as const).map((kind) => [addressed(kind, color), `kubernetes.${color}`]),
        )
        .filter(([address]) => !without.includes(address as string)),
    ) as { readonly [address: string]: string };

  const contexts = { 'kubernetes.blue': { config_context: 'blue' }, 'kubernetes.green': { config_context: 'green' } };
  const hosts = { 'kubernetes.blue': undefined, 'kubernetes.green': undefined };

  const pair = (color: string): readonly Entry[] => [
    unchanged(addressed('deployment', color), deployment()),
    unchanged(addressed('service', color), service()),
  ];
  const wayGoes = [...pair('blue'), pair('green')[0] as Entry, deleted(addressed('service', 'green'), service())];

  function told(entries: readonly Entry[], extras: Extras): readonly string[] {
    const { plans } = read([{ stack: 'lab', entries, extras }]);
    return releaseOf(plans).workloads.map(({ address, forecast }) => `${address.split('_').at(-1)} ${forecast.impact}`);
  }

  it('W6 what one loses is nothing to the other', () => {
    expect(told(wayGoes, providers(contexts, keysOf()))).toEqual(['green outage']);
    const podsGo = [
      ...pair('blue'),
      deleted(addressed('deployment', 'green'), deployment()),
      pair('green')[1] as Entry,
    ];
    expect(told(podsGo, providers(contexts, keysOf()))).toEqual(['green outage']);
  });

  it('W6 with the same settings are one cluster', () => {
    const same = { 'kubernetes.blue': { host: 'https://a' }, 'kubernetes.green': { host: 'https://a' } };
    const entries = [
      unchanged('kubernetes_deployment_v1.web_blue', deployment()),
      unchanged('kubernetes_deployment_v1.web_green', { ...deployment(), metadata: metadata('other') }),
      deleted(addressed('service', 'green'), service()),
    ];
    expect(told(entries, providers(same, keysOf()))).toEqual(['blue outage', 'green outage']);
    expect(told(entries, providers(contexts, keysOf()))).toEqual(['green outage']);
  });

  it('W6 that cannot be compared may be one cluster', () => {
    const mixed = { 'kubernetes.blue': { host: 'https://a' }, 'kubernetes.green': { config_context: 'green' } };
    const entries = [pair('blue')[0] as Entry, deleted(addressed('service', 'green'), service())];
    expect(told(entries, providers(mixed, keysOf()))).toEqual(['blue outage']);
    expect(told(entries, providers(hosts, keysOf()))).toEqual(['blue outage']);
    expect(told(entries, {})).toEqual(['blue outage']);
  });

  it('W6 that nobody can compare are two where a name stands in both', () => {
    expect(told(wayGoes, providers(hosts, keysOf()))).toEqual(['green outage']);
  });

  it('W6 what has gone from the configuration is not where its name is taken', () => {
    expect(told(wayGoes, providers(contexts, keysOf([addressed('service', 'green')])))).toEqual(['green outage']);
  });

  it('W6 what has gone from the configuration may be of any provider, and is told once', () => {
    const orphan = deleted('kubernetes_service_v1.gone', { ...service(), metadata: metadata('gone') });
    const found = told([...pair('blue'), ...pair('green'), orphan], providers(contexts, keysOf()));
    expect(found).toEqual(['blue outage', 'green outage']);
    const pods = deleted('kubernetes_deployment_v1.gone', { ...deployment(), metadata: metadata('gone') });
    expect(told([...pair('blue'), ...pair('green').slice(1), pods], providers(contexts, keysOf()))).toEqual([
      'v1.gone outage',
    ]);
  });

  it('W6 through modules: the key is that of the provider that is handed on', () => {
    const inModule = (color: string) => ({
      module: {
        resources: [
          { address: 'kubernetes_deployment_v1.web', provider_config_key: `kubernetes.${color}` },
          { address: 'kubernetes_service_v1.web', provider_config_key: `kubernetes.${color}` },
        ],
      },
    });
    const module_calls = { blue: inModule('blue'), green: inModule('green') };
    const entries = [
      unchanged('module.blue.kubernetes_deployment_v1.web', deployment()),
      unchanged('module.green["a.b"].kubernetes_deployment_v1.web', deployment()),
      unchanged('module.blue.kubernetes_service_v1.web', service()),
      deleted('module.green["a.b"].kubernetes_service_v1.web', service()),
    ];
    const { plans } = read([{ stack: 'lab', entries, extras: providers(contexts, {}, { module_calls }) }]);
    expect(releaseOf(plans).workloads.map(({ address }) => address)).toEqual([
      'module.green["a.b"].kubernetes_deployment_v1.web',
    ]);
  });

  it('W6 a stack without Kubernetes objects joins no clusters', () => {
    const { plans } = read([
      { stack: 'eu', entries: [web, way('stays')], extras: cluster('eu') },
      { stack: 'images', entries: [created('docker_image.web', { name: 'web' })] },
      { stack: 'us', entries: [web, way('goes')], extras: cluster('us') },
    ]);
    expect(releaseOf(plans).workloads.map(({ stack }) => stack)).toEqual(['us']);
  });

  it('workloads of one name are told apart by their addresses', () => {
    const both = ['blue', 'green'].flatMap((color) => [
      updated(addressed('deployment', color), deployment(), inSpec(deployment(), { replicas: '0' })),
      unchanged(addressed('service', color), service()),
    ]);
    const { plans } = read([{ stack: 'lab', entries: both, extras: providers(contexts, keysOf()) }]);
    const review = reviewRelease({ plans, now: new Date(0) });
    const [first] = review.verdictReasons;
    expect(first).toContain(
      'Deployment web at kubernetes_deployment_v1.web_blue (and of web at kubernetes_deployment_v1.web_green)',
    );
    const text = renderers.terminal.render(review, { width: 200 } as never);
    for (const color of ['blue', 'green']) {
      expect(text).toContain(`why web at kubernetes_deployment_v1.web_${color}`);
      expect(text).toContain(`Deployment shop/web at kubernetes_deployment_v1.web_${color}`);
    }
  });
});
