import { container, deployment, httpProbe, service } from '../../support/kubernetes-values';
import { created, deleted, type Entry, replaced, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast, workloadsOf, workloadsOfStacks } from './release';

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
const preStop = (handler: Values): Values => ({ lifecycle: [{ pre_stop: [handler], post_start: [] }] });
const exec = (...command: string[]): Values => preStop({ exec: [{ command }] });
const impacts = (...entries: Parameters<typeof workloadsOf>[0]) =>
  workloadsOf(entries).map((one) => one.forecast.impact);
const withLabels = (labels: Values) =>
  deployment({
    containers: [container({ image })],
    spec: { template: [{ metadata: [{ labels }], spec: [{ container: [container({ image })] }] }] },
  });

it('W1 only what a release touches stands in the review', () => {
  expect(workloadsOf([still, unchanged(front, service())])).toEqual([]);
  expect(impacts(still, updated(front, service(), service({ session_affinity: 'ClientIP' })))).toEqual(['none']);
  const others = unchanged('kubernetes_deployment_v1.other', deployment({ name: 'other' }));
  expect(
    workloadsOfStacks([
      { stack: 'a', entries: [still, others] },
      { stack: 'b', entries: [deleted(front, service())] },
    ]),
  ).toMatchObject([{ stack: 'a', name: 'web', action: 'no-op', forecast: { impact: 'outage', rollout: 'none' } }]);
});

it('I1 a release that loses nothing is none, and says why', () => {
  const told = forecast([bump, unchanged(front, service())]);
  expect(told).toMatchObject({ impact: 'none', completes: { state: 'expected' }, conditions: [] });
  expect(told.reasons.map(({ text }) => text)).toEqual([
    'At no moment are fewer pods available than before.',
    'Pods that stop go on serving for 5 s.',
  ]);
});

it('I1 a workload that goes while another keeps its Services is reduced', () => {
  const blue = deleted(
    'kubernetes_deployment_v1.blue',
    deployment({
      name: 'blue',
      spec: { template: [{ metadata: [{ labels: { app: 'web' } }], spec: [{ container: [container()] }] }] },
    }),
  );
  const beside = [unchanged(web, deployment()), unchanged(front, service())];
  const impactOfBlue = (entries: readonly Entry[]) =>
    workloadsOf([blue, ...entries]).find(({ name }) => name === 'blue')?.forecast.impact;
  expect(impactOfBlue(beside)).toBe('reduced');
  expect(impactOfBlue([unchanged(front, service())])).toBe('outage');
  expect(impactOfBlue([unchanged(web, deployment({ spec: { replicas: '0' } })), unchanged(front, service())])).toBe(
    'outage',
  );
});

it('I1 none rests on something as well', () => {
  const labelled = { ...deployment(), metadata: [{ name: 'web', namespace: 'shop', labels: { team: 'shop' } }] };
  expect(forecast([updated(web, deployment(), labelled)])).toMatchObject({
    impact: 'none',
    reasons: [{ text: 'No pod stops or starts, and every way in stays.', fields: [expect.stringContaining('label')] }],
  });
  expect(forecast([created(web, deployment())]).reasons).toMatchObject([
    { text: 'The object is new: nobody could use it before.' },
  ]);
});

it.each([
  { drain: exec('sleep', '5'), impact: 'none' },
  { drain: exec('/bin/sh', '-c', 'nginx -s quit; sleep 10'), impact: 'none' },
  { drain: preStop({ sleep: [{ seconds: 4 }] }), impact: 'none' },
  { drain: exec('/bin/sh', '-c', 'sleep 0'), impact: 'errors-possible' },
  { drain: exec('/drain.sh'), impact: 'errors-possible' },
  { drain: preStop({ http_get: [{ path: '/drain', port: '8080' }] }), impact: 'errors-possible' },
  { drain: { lifecycle: [] }, impact: 'errors-possible' },
])('I2 drain $drain is $impact', ({ drain, impact }) => {
  expect(forecast([roll(drain, {})])).toMatchObject({ impact });
  expect(forecast([roll({}, drain)])).toMatchObject({ impact: 'none' }); // the version that starts need not drain yet
});

it('I2 a grace period of 0 leaves no time to drain', () =>
  expect(
    forecast([
      updated(
        web,
        deployment({ pod: { termination_grace_period_seconds: 0 } }),
        deployment({ containers: [container({ image })] }),
      ),
    ]),
  ).toMatchObject({
    impact: 'errors-possible',
  }));

it('I3 only containers that users reach must drain', () => {
  const sidecar = container({
    name: 'logs',
    port: [{ container_port: 9000, name: 'metrics' }],
    lifecycle: [],
    readiness_probe: [],
    startup_probe: [],
  });
  const pods = (tag: string) => deployment({ containers: [container({ image: tag }), sidecar] });
  const entry = updated(web, pods('a:1'), pods('a:2'));
  expect(forecast([entry, unchanged(front, service())])).toMatchObject({ impact: 'none' });
  expect(forecast([entry])).toMatchObject({ impact: 'errors-possible' });
});

it('I4 a pod that starts must say when it can serve', () => {
  const bare = { readiness_probe: [], startup_probe: [] };
  expect(forecast([roll({}, bare)])).toMatchObject({ impact: 'errors-possible' });
  expect(forecast([roll(bare, {})])).toMatchObject({ impact: 'none' });
  expect(forecast([roll({}, { ...bare, startup_probe: httpProbe() })])).toMatchObject({ impact: 'none' });
  expect(forecast([bump, unchanged(front, service({ publish_not_ready_addresses: true }))])).toMatchObject({
    impact: 'errors-possible',
  });
});

it('I5 the policy knows what a plan does not', () => {
  const assume = (holds: 'drains-itself' | 'no-traffic' | 'rereads-configuration') => [
    { workload: 'shop/*', holds, because: 'tested' },
  ];
  expect(forecast([roll({ lifecycle: [] }, {})], assume('drains-itself'))).toMatchObject({ impact: 'none' });
  expect(forecast([deleted(web, deployment())], assume('no-traffic'))).toMatchObject({
    impact: 'none',
    lowestAvailable: 0,
  });
});

it('I6 the first pods disturb nobody, one more behind a Service that serves may', () => {
  const bare = deployment({ containers: [container({ readiness_probe: [], startup_probe: [] })] });
  expect(forecast([created(web, bare), created(front, service())])).toMatchObject({
    rollout: 'created',
    impact: 'none',
  });
  expect(forecast([created(web, bare), unchanged(front, service())])).toMatchObject({ impact: 'errors-possible' });
});

it('I7 a Service deleted or replaced is an outage', () => {
  expect(forecast([still, deleted(front, service())])).toMatchObject({ impact: 'outage' });
  expect(forecast([still, replaced(front, service(), service({ cluster_ip: '10.96.0.11' }))])).toMatchObject({
    impact: 'outage',
  });
});

it('I7 what is made anew before the old one goes is never without an object', () => {
  const order = (actions: readonly string[], name: string) =>
    forecast([still, { ...replaced(front, service(), service({}, name)), actions }]);
  expect(order(['create', 'delete'], 'website')).toMatchObject({
    impact: 'outage',
    reasons: [
      { text: 'Service web goes once Service website is there: whoever uses the old name or address gets no answer.' },
    ],
    conditions: [{ impact: 'none' }],
  });
  expect(order(['create', 'forget'], 'website').impact).toBe('none');
  const route = (name: string, host: string): Values => ({
    metadata: [{ name, namespace: 'shop' }],
    spec: [
      { rule: [{ host, http: [{ path: [{ backend: [{ service: [{ name: 'web', port: [{ number: 80 }] }] }] }] }] }] },
    ],
  });
  const remade = (actions: readonly string[], host: string) =>
    forecast([
      still,
      unchanged(front, service()),
      { ...replaced('kubernetes_ingress_v1.web', route('web', 'shop.example'), route('shop', host)), actions },
    ]).impact;
  expect(remade(['delete', 'create'], 'shop.example')).toBe('outage');
  expect(remade(['create', 'delete'], 'shop.example')).toBe('none');
  expect(remade(['create', 'delete'], 'store.example')).toBe('outage');
  expect(remade(['create', 'forget'], 'store.example')).toBe('none');
});

it('I8 selector and labels must match at every moment', () => {
  const only = (selector: Values) => updated(front, service(), service({ selector }));
  expect(forecast([still, only({ app: 'web', version: 'b' })])).toMatchObject({ impact: 'outage' });
  const a = withLabels({ app: 'web', version: 'a' });
  const b = withLabels({ app: 'web', version: 'b' });
  const moves = (entry: Values, next: Values) => [
    updated(web, entry, next),
    updated(
      front,
      service({ selector: { app: 'web', version: 'a' } }),
      service({ selector: { app: 'web', version: 'b' } }),
    ),
  ];
  expect(forecast(moves(a, b))).toMatchObject({ impact: 'outage' });
  const [pods, ways] = moves(deployment(), b);
  const adds = [pods, updated(front, service(), service({ selector: { app: 'web', version: 'b' } }))] as const;
  expect(ways).toBeDefined();
  expect(forecast([...adds] as never)).toMatchObject({
    impact: 'outage',
    conditions: expect.arrayContaining([{ if: 'the pods have all changed before the Service does', impact: 'none' }]),
  });
  const podsBefore = (entry: Values): unknown =>
    workloadsOfStacks([
      { stack: 'pods', entries: [updated(web, deployment(), entry)] },
      { stack: 'ways', entries: [adds[1]] },
    ])[0]?.forecast.impact;
  expect(podsBefore(b)).not.toBe('outage');
  expect(podsBefore({ ...b, wait_for_rollout: false })).toBe('outage');
});

it('I9 ports and types that users come through', () => {
  const to = (spec: Values, from: Values = {}) => forecast([still, updated(front, service(from), service(spec))]);
  expect(to({ port: [{ port: 8080, target_port: '8080', protocol: 'TCP' }] })).toMatchObject({ impact: 'outage' });
  expect(to({ type: 'ClusterIP' }, { type: 'LoadBalancer' })).toMatchObject({ impact: 'outage' });
  expect(to({ type: 'LoadBalancer' })).toMatchObject({ impact: 'none' });
  const node = (nodePort: number): Values => ({
    type: 'NodePort',
    port: [{ port: 80, target_port: '8080', protocol: 'TCP', node_port: nodePort }],
  });
  expect(to(node(30081), node(30080))).toMatchObject({ impact: 'outage' });
});

it('I9 a node port that another port of the Service gets', () => {
  const ports = (http: number, metrics: number, protocol = 'TCP'): Values => ({
    type: 'NodePort',
    port: [
      { name: 'http', port: 80, target_port: '8080', protocol: 'TCP', node_port: http },
      { name: 'metrics', port: 9090, target_port: '8080', protocol, node_port: metrics },
    ],
  });
  const reasons = (was: Values, is: Values) =>
    forecast([still, updated(front, service(was), service(is))]).reasons.map(({ text }) => text);
  const handed = 'Service web hands node port 30080 of port 80 to port 9090.';
  expect(reasons(ports(30080, 0), ports(0, 30080))).toEqual([handed]);
  expect(reasons(ports(30080, 30090), ports(30090, 30080))).toContain(handed);
  expect(reasons(ports(30080, 0, 'UDP'), ports(30080, 30080, 'UDP'))).toEqual([
    'No pod stops or starts, and every way in stays.',
  ]);
});

it('I10 target ports exist in the pods of both versions', () => {
  const renamed = { port: [{ container_port: 8080, name: 'web', protocol: 'TCP' }] };
  const byName = service({ port: [{ port: 80, target_port: 'http', protocol: 'TCP' }] });
  expect(forecast([roll({}, renamed), unchanged(front, byName)])).toMatchObject({ impact: 'outage' });
  expect(forecast([roll({}, renamed), unchanged(front, service())])).toMatchObject({ impact: 'none' });
  const moved = { port: [{ container_port: 9090, name: 'http', protocol: 'TCP' }] };
  expect(forecast([roll({}, moved), unchanged(front, byName)])).toMatchObject({ impact: 'none' }); // each pod under its own number
  const numbered = service({ port: [{ port: 80, target_port: '9090', protocol: 'TCP' }] });
  expect(forecast([roll({}, moved), updated(front, service(), numbered)])).toMatchObject({ impact: 'outage' });
  expect(forecast([roll({ port: [] }, { port: [] }), unchanged(front, service())])).toMatchObject({ impact: 'none' });
});

it('I11 what nodes and clouds do with a Service', () => {
  const local = service({ type: 'NodePort', external_traffic_policy: 'Local' });
  expect(forecast([bump, unchanged(front, local)])).toMatchObject({ impact: 'errors-possible' });
  expect(
    forecast([still, updated(front, service({ type: 'NodePort', external_traffic_policy: 'Cluster' }), local)]),
  ).toMatchObject({ impact: 'unknown' });
  const from = (...ranges: string[]) => service({ type: 'LoadBalancer', load_balancer_source_ranges: ranges });
  const moved = (was: Values, is: Values) => forecast([still, updated(front, was, is)]).impact;
  expect(moved(from('10.0.0.0/8'), from('10.1.0.0/16'))).toBe('unknown');
  expect(moved(from('10.0.0.0/8'), from('0.0.0.0/0'))).toBe('none');
  expect(moved(from('10.0.0.0/8'), from())).toBe('none');
});

it('W1 an image known only after apply is said to be so', () => {
  const later = updated(web, deployment(), deployment({ containers: [container({ image: null })] }), {
    afterUnknown: { spec: [{ template: [{ spec: [{ container: [{ image: true }] }] }] }] },
  });
  expect(workloadsOf([later])[0]?.images).toMatchObject([{ after: '(known after apply)' }]);
});

it('I18 what is known only after apply is unknown', () => {
  const hidden = (afterUnknown: Values) =>
    forecast([
      updated(web, deployment(), deployment({ containers: [container({ image })] }), {
        afterUnknown: afterUnknown as never,
      }),
    ]);
  expect(hidden({ spec: [{ replicas: true }] })).toMatchObject({
    impact: 'unknown',
    podsAfter: null,
    lowestAvailable: null,
  });
  expect(hidden({ spec: [{ strategy: true }] })).toMatchObject({ impact: 'unknown' });
  expect(
    forecast([still, updated(front, service(), service(), { afterUnknown: { spec: [{ selector: true }] } })]),
  ).toMatchObject({ impact: 'unknown' });
});
