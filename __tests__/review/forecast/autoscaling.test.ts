import { container, deployment, metadata } from '../../support/kubernetes-values';
import { kubectlManifest } from '../../support/kubectl-manifest';
import { created, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast, inSpec, read } from './release';
import { refusedOf } from '../../../review/forecast/refused/objects';
import { objectsOf } from '../../../review/kubernetes-object';

const address = 'kubernetes_horizontal_pod_autoscaler_v2.web';
const still = unchanged('kubernetes_deployment_v1.web', deployment());
const scaler = (spec: Values): Values => ({
  metadata: metadata('web'),
  spec: [{ min_replicas: 2, max_replicas: 9, scale_target_ref: [{ kind: 'Deployment', name: 'web' }], ...spec }],
});
const to = (was: Values, is: Values) => forecast([still, updated(address, scaler(was), scaler(is))]);

const resource = (name: string, average_utilization: number): Values => ({
  type: 'Resource',
  resource: [{ name, target: [{ type: 'Utilization', average_utilization }] }],
});
const requests = (name: string, average_value: string): Values => ({
  type: 'Pods',
  pods: [{ metric: [{ name }], target: [{ type: 'AverageValue', average_value }] }],
});
const metrics = (...metric: readonly Values[]): Values => ({ metric });

describe('I15 under the same load', () => {
  it.each<[string, Values, Values]>([
    ['goes by cpu 80 %, 50 % before', metrics(resource('cpu', 50)), metrics(resource('cpu', 80))],
    ['goes by cpu 80 %, 50 % before', { target_cpu_utilization_percentage: 50 }, {}],
    ['goes by rate 1, 500m before', metrics(requests('rate', '500m')), metrics(requests('rate', '1'))],
    ['no longer goes by rate 1k', metrics(resource('cpu', 50), requests('rate', '1k')), metrics(resource('cpu', 50))],
    ['no longer goes by cpu 50 %', metrics(resource('cpu', 50)), metrics(requests('rate', '5'))],
  ])('an autoscaler that %s may run fewer pods', (why, was, is) =>
    expect(to(was, is)).toMatchObject({
      impact: 'reduced',
      reasons: [
        { text: `HorizontalPodAutoscaler web ${why}: under the same load it may run fewer pods, 2 at the least.` },
        {},
      ],
      conditions: [{ impact: 'none' }],
    }),
  );

  it.each<[string, Values, Values]>([
    ['a lower target', metrics(resource('cpu', 80)), metrics(resource('cpu', 50))],
    ['the same target, spelled differently', metrics(requests('rate', '1')), metrics(requests('rate', '1000m'))],
    ['one more metric', metrics(resource('cpu', 50)), metrics(requests('rate', '5'), resource('cpu', 50))],
    ['the default written down', {}, metrics(resource('cpu', 80))],
    [
      'no room to go down',
      { min_replicas: 3, ...metrics(resource('cpu', 50)) },
      { min_replicas: 3, ...metrics(resource('cpu', 80)) },
    ],
  ])('%s lets no pod go', (_, was, is) => expect(to(was, is)).toMatchObject({ impact: 'none', conditions: [] }));
});

it('I15 a lower upper bound and another pace matter when load grows', () => {
  const behavior = (selectPolicy: string): Values => ({ behavior: [{ scale_up: [{ select_policy: selectPolicy }] }] });
  const grown = (text: string) => ({ impact: 'none', conditions: [{ if: text, impact: 'errors-possible' }] });
  expect(to({}, { max_replicas: 5 })).toMatchObject(grown('load needs more than 5 pods'));
  expect(to(behavior('Max'), behavior('Disabled'))).toMatchObject(grown('load changes faster than it follows now'));
});

it('I15 a metric of a kubectl_manifest may have its fields in any order', () => {
  const text = (pods: string) =>
    kubectlManifest(`kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec:
  minReplicas: 2
  maxReplicas: 9
  scaleTargetRef: {kind: Deployment, name: web}
  metrics: [{type: Pods, pods: ${pods}}]
`);
  const was = text('{metric: {name: rate, selector: {matchLabels: {a: b}}}, target: {averageValue: 1}}');
  const is = text('{target: {averageValue: 500m}, metric: {selector: {matchLabels: {a: b}}, name: rate}}');
  expect(forecast([still, updated('kubectl_manifest.web', was, is)]).impact).toBe('none');
});

it('N10 bounds that no cluster can have say no number', () => {
  const unset = inSpec(deployment(), { replicas: null });
  const impossible = unchanged(address, scaler({ min_replicas: 12 }));
  const next = inSpec(deployment({ containers: [container({ image: 'web:2' })] }), { replicas: null });
  const rolls = updated('kubernetes_deployment_v1.web', unset, next);
  expect(forecast([rolls, impossible]).lowestAvailable).toBeNull();
});

it('C12 bounds of an autoscaler that Kubernetes refuses leave it as it is', () => {
  const refused = updated(address, scaler({}), scaler({ min_replicas: 12 }));
  const why = 'minReplicas 12 is above maxReplicas 9';
  expect(forecast([still, refused])).toMatchObject({
    impact: 'none',
    reasons: [
      { text: `Kubernetes refuses the change of HorizontalPodAutoscaler web, which scales as before: ${why}.` },
    ],
  });
  const { plans, changes } = read([
    { stack: 'lab', entries: [refused, created(`${address}2`, scaler({ max_replicas: 0 }))] },
  ]);
  expect(refusedOf(objectsOf(plans, changes)).map(({ message }) => message)).toEqual([
    `Kubernetes refuses the change of HorizontalPodAutoscaler web: ${why}.`,
    'Kubernetes refuses HorizontalPodAutoscaler web: maxReplicas 0 is less than 1.',
  ]);
});
