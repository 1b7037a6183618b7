import { container, deployment, podSpec, service, statefulSet } from '../../support/kubernetes-values';
import { deleted, type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { workloadsOf } from './release';

const front = 'kubernetes_service_v1.web';
const address = (name: string) => `kubernetes_deployment_v1.${name}`;
const image = 'registry.example/web:2.0.0-0123456789ab';
const colored = (name: string, spec: Values = {}, more: Values = {}) =>
  deployment({
    name,
    spec: {
      selector: [{ match_labels: { color: name }, match_expressions: [] }],
      template: [{ metadata: [{ labels: { app: 'web', color: name } }], spec: podSpec([container(more)]) }],
      ...spec,
    },
  });
const blue = (...entries: readonly Entry[]) => workloadsOf(entries).find(({ name }) => name === 'blue')?.forecast;
const by = (color: string) => service({ selector: { app: 'web', color } });
const turns = updated(front, by('blue'), by('green'));
const still = unchanged(address('blue'), colored('blue'));
const both = unchanged(front, service());
const none = { replicas: '0' };

it('I8 a Service that turns to ready pods of another workload keeps its users', () => {
  const to = (green: Values) => blue(still, unchanged(address('green'), green), turns);
  expect(to(colored('green'))?.impact).toBe('none');
  expect(to(colored('green', { replicas: '2' }))?.impact).toBe('reduced');
  expect(to(colored('green', none))).toMatchObject({
    impact: 'outage',
    reasons: [{ text: 'Service web no longer selects these pods but those of Deployment green, which has none.' }],
  });
  const deaf = { port: [{ container_port: 9000, name: 'grpc', protocol: 'TCP' }] };
  expect(to(colored('green', {}, deaf))?.impact).toBe('outage');
  expect(blue(still, turns)?.reasons).toMatchObject([{ text: 'Service web no longer selects these pods.' }]);
  const scaledUp = updated(address('green'), colored('green', none), colored('green'));
  expect(blue(still, scaledUp, turns)?.impact).toBe('outage');
});

it('I8 pods that leave a Service which keeps others are reduced', () => {
  const [spec] = colored('blue').spec as readonly Values[];
  const off = { ...spec, template: [{ metadata: [{ labels: { app: 'off', color: 'blue' } }], spec: podSpec() }] };
  const leaves = updated(address('blue'), colored('blue'), { ...colored('blue'), spec: [off] });
  expect(blue(leaves, both, unchanged(address('green'), colored('green')))?.impact).toBe('reduced');
  expect(blue(leaves, both)?.impact).toBe('outage');
});

it('I1 a workload that has no pod for a time beside others of its Service is reduced', () => {
  const green = unchanged(address('green'), colored('green'));
  const rolls = updated(address('green'), colored('green'), colored('green', {}, { image }));
  const stops = updated(address('blue'), colored('blue'), colored('blue', none));
  const recreate = { strategy: [{ type: 'Recreate' }] };
  const anew = updated(address('blue'), colored('blue', recreate), colored('blue', recreate, { image }));
  const goes = deleted(address('blue'), colored('blue'));
  for (const going of [stops, anew, goes]) {
    expect(blue(going, both, green)?.impact).toBe('reduced');
    expect(blue(going, both, rolls)?.impact).toBe('reduced');
    expect(blue(going, both)?.impact).toBe('outage');
  }
  const all = updated(address('green'), colored('green', recreate), colored('green', recreate, { image }));
  expect(blue(anew, both, all)?.impact).toBe('outage');
});

it('I1 pods of a StatefulSet are known by name, and others do not stand in', () => {
  const replica = unchanged(
    'kubernetes_stateful_set_v1.replica',
    statefulSet({
      name: 'replica',
      spec: { template: [{ metadata: [{ labels: { app: 'database' } }], spec: podSpec() }] },
    }),
  );
  const bump = updated(
    'kubernetes_stateful_set_v1.database',
    statefulSet(),
    statefulSet({ containers: [container({ image })] }),
  );
  const around = [unchanged('kubernetes_service_v1.database', service({}, 'database')), replica];
  const found = workloadsOf([bump, ...around]).find(({ name }) => name === 'database');
  expect(found?.forecast.impact).toBe('outage');
});
