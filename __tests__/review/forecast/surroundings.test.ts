import { claim, container, deployment, metadata, service } from '../../support/kubernetes-values';
import { created, deleted, replaced, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast, workloadsOf } from './release';

const web = 'kubernetes_deployment_v1.web';
const front = 'kubernetes_service_v1.web';
const image = 'registry.example/web:2.0.0-0123456789ab';
const roll = (before: Values, after: Values) =>
  updated(
    web,
    deployment({ containers: [container(before)] }),
    deployment({ containers: [container({ ...after, image })] }),
  );
const bump = roll({}, {});
const still = unchanged(web, deployment());

const ingress = (path: Values, more: Values = {}): Values => ({
  metadata: metadata('web'),
  spec: [
    {
      rule: [
        {
          host: 'shop.example',
          http: [{ path: [{ path: '/', backend: [{ service: [{ name: 'web', port: [{ number: 80 }] }] }], ...path }] }],
        },
      ],
      tls: [{ hosts: ['shop.example'], secret_name: 'tls' }],
      ...more,
    },
  ],
});

it('I12 hosts and paths lead somewhere', () => {
  const around = [still, unchanged(front, service())];
  const route = 'kubernetes_ingress_v1.web';
  const to = (after: Values) => forecast([...around, updated(route, ingress({}), after)]);
  expect(forecast([...around, deleted(route, ingress({}))])).toMatchObject({ impact: 'outage' });
  expect(to(ingress({ path: '/shop' }))).toMatchObject({ impact: 'outage' });
  expect(to(ingress({}, { tls: [] }))).toMatchObject({ impact: 'outage' });
  expect(
    to({
      ...ingress({}),
      metadata: metadata('web', { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' } }),
    }),
  ).toMatchObject({ impact: 'unknown' });
  expect(to({ ...ingress({}), metadata: metadata('web', { labels: { team: 'shop' } }) })).toMatchObject({
    impact: 'none',
  });
  expect(to(ingress({ backend: [{ service: [{ name: 'elsewhere', port: [{ number: 80 }] }] }] }))).toMatchObject({
    impact: 'unknown',
  });
});

it('I12 a route must name a port that its Service has', () => {
  const route = 'kubernetes_ingress_v1.web';
  const other = deployment({ name: 'other' });
  const around = [
    still,
    unchanged(front, service()),
    unchanged('kubernetes_deployment_v1.other', other),
    unchanged('kubernetes_service_v1.other', service({ selector: { app: 'other' } }, 'other')),
    unchanged('kubernetes_service_v1.bare', service({ selector: { app: 'nobody' } }, 'bare')),
  ];
  const to = (name: string, number: number) => {
    const moved = ingress({ path: '/', backend: [{ service: [{ name, port: [{ number }] }] }] });
    const touched = workloadsOf([...around, updated(route, ingress({}), moved)]);
    return touched.find((one) => one.name === 'web')?.forecast.impact;
  };
  expect(to('web', 9999)).toBe('outage');
  expect(to('other', 9999)).toBe('outage');
  expect(to('other', 80)).toBe('none');
  expect(to('bare', 80)).toBe('unknown');
  const renumbered = service({ port: [{ name: 'http', port: 8080, target_port: '8080', protocol: 'TCP' }] });
  const [hit] = workloadsOf([still, updated(front, service(), renumbered), unchanged(route, ingress({}))]);
  expect(hit?.forecast.reasons.map(({ text }) => text)).toContainEqual(
    expect.stringContaining('leads shop.example/ to port 80, which Service web does not have'),
  );
});

it('I12 a path of another type loses what lies below it, and another certificate may be wrong', () => {
  const route = 'kubernetes_ingress_v1.web';
  const way = (path_type: string, secret_name = 'shop-tls'): Values => ({
    metadata: metadata('web'),
    spec: [
      {
        tls: [{ hosts: ['shop.example'], secret_name }],
        rule: [
          {
            host: 'shop.example',
            http: [
              { path: [{ path: '/', path_type, backend: [{ service: [{ name: 'web', port: [{ number: 80 }] }] }] }] },
            ],
          },
        ],
      },
    ],
  });
  const impact = (was: Values, is: Values) =>
    forecast([still, unchanged(front, service()), updated(route, was, is)]).impact;
  expect(impact(way('Prefix'), way('Exact'))).toBe('outage');
  expect(impact(way('Exact'), way('Prefix'))).toBe('none');
  expect(impact(way('Prefix'), way('ImplementationSpecific'))).toBe('unknown');
  expect(impact(way('Prefix'), way('Prefix', 'other-tls'))).toBe('unknown');
  const [spec] = way('Prefix').spec as readonly Values[];
  const [rule] = spec?.rule as readonly Values[];
  const more = { ...way('Prefix'), spec: [{ ...spec, rule: [{ ...rule, host: 'market.example' }, { ...rule }] }] };
  expect(impact(way('Prefix'), more)).toBe('none');
});

describe('Ingress paths', () => {
  const route = 'kubernetes_ingress_v1.web';
  const path = (name: string, at: string, path_type = 'Prefix', number = 80): Values => ({
    path: at,
    path_type,
    backend: [{ service: [{ name, port: [{ number }] }] }],
  });
  const paths = (...path: readonly Values[]): Values => ({
    metadata: metadata('web'),
    spec: [{ rule: [{ host: 'shop.example', http: [{ path }] }] }],
  });
  const root = path('web', '/');
  const around = [still, unchanged(front, service())];
  const search = [
    unchanged('kubernetes_deployment_v1.search', deployment({ name: 'search' })),
    unchanged('kubernetes_service_v1.search', service({ selector: { app: 'search' } }, 'search')),
  ];
  const told = (...entries: Parameters<typeof workloadsOf>[0]) =>
    workloadsOf([...around, ...entries]).find(({ name }) => name === 'web')?.forecast;
  const change = (was: Values, is: Values) => told(updated(route, was, is))?.impact;

  it('I21 a longer path takes requests away', () => {
    const added = (other: Values) => change(paths(root), paths(root, other));
    expect(added(path('search', '/search'))).toBe('unknown');
    expect(added(path('search', '/search', 'Exact'))).toBe('unknown');
    expect(added(path('search', '/', 'Exact'))).toBe('unknown');
    expect(added(path('web', '/search'))).toBe('none');
    expect(told(...search, updated(route, paths(root), paths(root, path('search', '/search'))))?.impact).toBe('none');
    const wrong = paths(root, path('search', '/search', 'Prefix', 81));
    expect(told(...search, updated(route, paths(root), wrong))?.impact).toBe('outage');
  });

  it('I21 by whole elements, and only what led here', () => {
    const shop = path('web', '/shop');
    expect(change(paths(shop), paths(shop, path('search', '/shopping')))).toBe('none');
    expect(change(paths(shop), paths(shop, path('search', '/shop/search/')))).toBe('unknown');
    const others = path('other', '/search');
    expect(change(paths(root, others), paths(root, others, path('search', '/search/all')))).toBe('none');
    const exact = path('web', '/shop', 'Exact');
    expect(change(paths(exact), paths(exact, path('search', '/shop/search')))).toBe('none');
  });

  it('I21 whichever Ingress of the class the longer path stands in', () => {
    const [spec] = paths(path('search', '/search')).spec as readonly Values[];
    const other = (more: Values): Values => ({ metadata: metadata('search'), spec: [{ ...spec, ...more }] });
    const both = (more: Values) =>
      told(unchanged(route, paths(root)), created('kubernetes_ingress_v1.search', other(more)))?.impact;
    expect(both({})).toBe('unknown');
    expect(both({ ingress_class_name: 'internal' })).toBeUndefined();
  });

  it('I21 what a path that goes has answered, the next one answers', () => {
    const own = path('web', '/shop');
    expect(change(paths(own, path('other', '/')), paths(path('other', '/')))).toBe('unknown');
    expect(change(paths(root, own), paths(root))).toBe('none');
    expect(change(paths(root, path('web', '/shop', 'Prefix', 81)), paths(root))).toBe('unknown');
    expect(change(paths(own, path('other', '/search')), paths(path('other', '/search')))).toBe('outage');
    expect(change(paths(own, path('web', '/shop', 'Exact')), paths(path('web', '/shop', 'Exact')))).toBe('outage');
  });
});

it('I13 a policy that begins to shut out is unknown, one that lets more in is not', () => {
  const policy = (rules: readonly Values[]): Values => ({
    metadata: metadata('web'),
    spec: [{ pod_selector: [{ match_labels: { app: 'web' } }], policy_types: ['Ingress'], ingress: rules }],
  });
  const from = (app: string): Values => ({ from: [{ pod_selector: [{ match_labels: { app } }] }] });
  const address = 'kubernetes_network_policy_v1.web';
  expect(forecast([still, created(address, policy([from('gateway')]))])).toMatchObject({ impact: 'unknown' });
  expect(
    forecast([still, updated(address, policy([from('gateway')]), policy([from('gateway'), from('monitor')]))]),
  ).toMatchObject({ impact: 'none' });
  expect(
    forecast([still, updated(address, policy([from('gateway'), from('monitor')]), policy([from('gateway')]))]),
  ).toMatchObject({ impact: 'unknown' });
  expect(forecast([still, created(address, policy([{}]))])).toMatchObject({ impact: 'none' });
  const at = (...ports: readonly string[]): Values => ({ ...from('gateway'), ports: ports.map((port) => ({ port })) });
  const ported = (was: Values, is: Values) => forecast([still, updated(address, policy([was]), policy([is]))]).impact;
  expect(ported(at('8080'), at('8080', '9090'))).toBe('none');
  expect(ported(at('8080'), from('gateway'))).toBe('none');
  expect(ported(at('8080'), { ports: [{ port: '8080' }] })).toBe('none');
  expect(ported(at('8080'), { from: [{ ip_block: [{ cidr: '0.0.0.0/0' }] }] })).toBe('none');
  expect(ported(at('8080'), { from: [{ ip_block: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }] }] })).toBe('unknown');
  expect(ported(at('8080', '9090'), at('8080'))).toBe('unknown');
  expect(ported(from('gateway'), at('8080'))).toBe('unknown');
});

it('I14 changed configuration, by how the pods read it', () => {
  const settings = (title: string, more: Values = {}): Values => ({
    metadata: metadata('settings'),
    data: { title },
    ...more,
  });
  const change = updated('kubernetes_config_map_v1.settings', settings('a'), settings('b'));
  const asEnvironment: Values = { env_from: [{ config_map_ref: [{ name: 'settings' }] }] };
  const asFiles = (subPath?: string) =>
    deployment({
      containers: [container({ volume_mount: [{ name: 'settings', mount_path: '/etc/web', sub_path: subPath }] })],
      pod: { volume: [{ name: 'settings', config_map: [{ name: 'settings' }] }] },
    });
  expect(forecast([unchanged(web, deployment({ containers: [container(asEnvironment)] })), change])).toMatchObject({
    rollout: 'none',
    impact: 'none',
  });
  expect(forecast([unchanged(web, asFiles()), change])).toMatchObject({ rollout: 'none', impact: 'unknown' });
  expect(forecast([unchanged(web, asFiles('a.conf')), change])).toMatchObject({ impact: 'none' });
  expect(
    forecast([
      unchanged(web, asFiles()),
      replaced(
        'kubernetes_config_map_v1.settings',
        settings('a', { immutable: true }),
        settings('b', { immutable: true }),
      ),
    ]),
  ).toMatchObject({ impact: 'none' });
  expect(forecast([roll(asEnvironment, asEnvironment), change])).toMatchObject({ rollout: 'rolling', impact: 'none' });
  const reading = { env: [{ name: 'T', value_from: [{ config_map_key_ref: [{ name: 'settings', key: 'other' }] }] }] };
  expect(workloadsOf([unchanged(web, deployment({ containers: [container(reading)] })), change])).toEqual([]);
});

it('I14 a key that goes is missed by the next pod that starts', () => {
  const settings = (data: Values): Values => ({ metadata: metadata('settings'), data });
  const told = (optional: boolean) => {
    const source = { config_map_key_ref: [{ name: 'settings', key: 'title', optional }] };
    const reads = deployment({ containers: [container({ env: [{ name: 'TITLE', value_from: [source] }] })] });
    const change = updated('kubernetes_config_map_v1.settings', settings({ title: 'a' }), settings({ name: 'a' }));
    return forecast([unchanged(web, reads), change]);
  };
  expect(told(false)).toMatchObject({ impact: 'none', conditions: [{ impact: 'reduced' }] });
  expect(told(true)).toMatchObject({ impact: 'none', conditions: [] });
});

it('I15 an autoscaler may take pods away later', () => {
  const scaler = (low: number, high: number): Values => ({
    metadata: metadata('web'),
    spec: [{ min_replicas: low, max_replicas: high, scale_target_ref: [{ kind: 'Deployment', name: 'web' }] }],
  });
  const to = (low: number, high: number) =>
    forecast([still, updated('kubernetes_horizontal_pod_autoscaler_v2.web', scaler(3, 9), scaler(low, high))]);
  expect(to(1, 9)).toMatchObject({ impact: 'reduced' });
  expect(to(1, 2)).toMatchObject({ impact: 'reduced', lowestAvailable: 2 });
  expect(to(3, 20)).toMatchObject({ impact: 'none' });
});

it('I15 an autoscaler that turns to another workload leaves these pods as they are', () => {
  const scaling = (name: string): Values => ({
    metadata: metadata('web'),
    spec: [{ min_replicas: 3, max_replicas: 9, scale_target_ref: [{ kind: 'Deployment', name }] }],
  });
  const left = forecast([
    still,
    updated('kubernetes_horizontal_pod_autoscaler_v2.web', scaling('web'), scaling('other')),
  ]);
  expect(left).toMatchObject({ impact: 'none', conditions: [{ impact: 'errors-possible' }] });
  expect(left.reasons[0]?.text).toContain('scales something else from now on');
});

it('I16 C7 disruption budgets and quotas stop no running pod', () => {
  const budget = (least: string): Values => ({
    metadata: metadata('web'),
    spec: [{ min_available: least, selector: [{ match_labels: { app: 'web' } }] }],
  });
  expect(forecast([bump, updated('kubernetes_pod_disruption_budget_v1.web', budget('1'), budget('3'))])).toMatchObject({
    impact: 'none',
    completes: { state: 'expected' },
  });
  const quota = (pods: string): Values => ({ metadata: metadata('all'), spec: [{ hard: { pods } }] });
  expect(forecast([still, updated('kubernetes_resource_quota_v1.all', quota('9'), quota('1'))])).toMatchObject({
    rollout: 'none',
    impact: 'none',
  });
});

it('I17 what a workload stands on goes', () => {
  const space: Values = { metadata: [{ name: 'shop' }] };
  const gone = { rollout: 'stopped', impact: 'outage', lowestAvailable: 0, podsAfter: 0 };
  expect(forecast([still, deleted('kubernetes_namespace_v1.shop', space)])).toMatchObject(gone);
  expect(forecast([bump, deleted('kubernetes_namespace_v1.shop', space)])).toMatchObject(gone);
  const using = deployment({ pod: { volume: [{ name: 'data', persistent_volume_claim: [{ claim_name: 'data' }] }] } });
  expect(
    forecast([unchanged(web, using), deleted('kubernetes_persistent_volume_claim_v1.data', claim())]),
  ).toMatchObject({ impact: 'unknown' });
});
