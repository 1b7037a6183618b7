import { diffPlan } from '../../../review/diff/diff-plan';
import { readPlan } from '../../support/read-plan';
import { container, deployment, metadata } from '../../support/kubernetes-values';
import {
  deleted,
  created,
  type Entry,
  type Extras,
  planText,
  replaced,
  unchanged,
  updated,
  type Values,
} from '../../support/plan-builder';

const address = 'kubernetes_deployment_v1.web';
const replicas = (count: string, more: Values = {}) => deployment({ spec: { replicas: count }, ...more });

function driftOf(drift: Entry, changes: readonly Entry[], extras: Extras = {}) {
  const { drift: found, driftNoise } = diffPlan(
    readPlan(planText(changes, { ...extras, drift: [drift] }), { stack: 's' }),
  );
  return { leaves: found.map(({ label, outcome, likelyOwner }) => [label, outcome, likelyOwner]), driftNoise };
}

describe('one leaf that was changed outside', () => {
  const scaled = updated(address, replicas('2'), replicas('5'));
  const scaler = 'kubectl scale or an autoscaler';
  it.each([
    ['undone when the plan leads back', [updated(address, replicas('5'), replicas('2'))], 'undone'],
    ['adopted when the plan leaves it', [unchanged(address, replicas('5'))], 'adopted'],
    ['adopted when the object is not in the plan', [], 'adopted'],
    [
      'adopted when other leaves change',
      [updated(address, replicas('5'), replicas('5', { containers: [container({ image: 'a:2' })] }))],
      'adopted',
    ],
    ['unrelated when the plan sets a third value', [updated(address, replicas('5'), replicas('9'))], 'unrelated'],
    ['unrelated when the object goes', [deleted(address, replicas('5'))], 'unrelated'],
    [
      'undone when a replacement starts from the old value',
      [replaced(address, replicas('5'), replicas('2'))],
      'undone',
    ],
  ])('is %s', (_, changes, outcome) => {
    expect(driftOf(scaled, changes).leaves).toEqual([['replicas', outcome, scaler]]);
  });

  it('is owned by the autoscaler that targets the object', () => {
    const values = {
      metadata: metadata('web-scaler'),
      spec: [{ scale_target_ref: [{ kind: 'Deployment', name: 'web' }] }],
    };
    const priorState = [{ address: 'kubernetes_horizontal_pod_autoscaler_v2.web', values }];
    expect(driftOf(scaled, [], { priorState }).leaves).toEqual([
      ['replicas', 'adopted', 'HorizontalPodAutoscaler web-scaler'],
    ]);
  });
});

it('tells leaves of one object apart', () => {
  const outside = replicas('5', { containers: [container({ image: 'a:hotfix' })] });
  const before = replicas('2', { containers: [container({ image: 'a:1' })] });
  const planned = replicas('2', { containers: [container({ image: 'a:2' })] });
  expect(driftOf(updated(address, before, outside), [updated(address, outside, planned)]).leaves).toEqual([
    ['replicas', 'undone', 'kubectl scale or an autoscaler'],
    ['container web > image', 'unrelated', 'kubectl set image or an image updater'],
  ]);
});

it('follows list elements by key when positions differ', () => {
  const env = (...pairs: [string, string][]) =>
    deployment({ containers: [container({ env: pairs.map(([name, value]) => ({ name, value })) })] });
  const outside = env(['A', '1'], ['B', 'outside']);
  const drift = updated(address, env(['A', '1'], ['B', '2']), outside);
  expect(driftOf(drift, [updated(address, outside, env(['NEW', '0'], ['A', '1'], ['B', '2']))]).leaves).toEqual([
    ['container web > env B', 'undone', 'kubectl set env or kubectl edit'],
  ]);
});

it.each([
  ['kubectl.kubernetes.io/restartedAt', 'kubectl rollout restart'],
  ['cert-manager.io/issuer', 'cert-manager'],
  ['argocd.argoproj.io/tracking-id', 'Argo CD'],
  ['example.org/note', undefined],
])('names who writes the annotation %s', (key, owner) => {
  const annotated = (annotations: Values | null) => ({ metadata: metadata('web', { annotations }) });
  expect(driftOf(updated(address, annotated({ a: 'b' }), annotated({ a: 'b', [key]: 'x' })), []).leaves).toEqual([
    [`annotation ${key}`, 'adopted', owner],
  ]);
  expect(driftOf(updated(address, annotated(null), annotated({ [key]: 'x' })), []).leaves).toEqual([
    ['annotations', 'adopted', owner],
  ]);
});

it.each<[string, Values, Values]>([
  ['null against []', { spec: [{ toleration: null }] }, { spec: [{ toleration: [] }] }],
  [
    'resource versions',
    { metadata: metadata('web', { resource_version: '1', generation: 1 }) },
    { metadata: metadata('web', { resource_version: '2', generation: 2 }) },
  ],
  [
    'revisions counted by controllers',
    { metadata: metadata('web', { annotations: { 'deployment.kubernetes.io/revision': '1' } }) },
    { metadata: metadata('web', { annotations: { 'deployment.kubernetes.io/revision': '2' } }) },
  ],
  ['settings that the provider learnt', { wait_for_rollout: null }, { wait_for_rollout: true }],
  ['list order', { spec: [{ access_modes: ['a', 'b'] }] }, { spec: [{ access_modes: ['b', 'a'] }] }],
])('counts %s as noise', (_, before, after) => {
  const { leaves, driftNoise } = driftOf(updated(address, before, after), []);
  expect(leaves).toEqual([]);
  expect(driftNoise).toBeGreaterThan(0);
});

it('says when an object was deleted outside, and whether the plan brings it back', () => {
  expect(driftOf(deleted(address, replicas('2')), [created(address, replicas('2'))]).leaves).toEqual([
    ['deleted outside Terraform', 'undone', undefined],
  ]);
  expect(driftOf(deleted(address, replicas('2')), []).leaves).toEqual([
    ['deleted outside Terraform', 'adopted', undefined],
  ]);
});

it('what the API server fills into a new Job is noise, a later change of it is drift', () => {
  const job = (mode: string, selector: readonly Values[]): Values => ({
    metadata: metadata('migrate'),
    spec: [
      { completion_mode: mode, selector, template: [{ spec: [{ scheduler_name: mode && 'default-scheduler' }] }] },
    ],
  });
  const filled = job('NonIndexed', [{ match_labels: { 'batch.kubernetes.io/controller-uid': 'a' } }]);
  const address = 'kubernetes_job_v1.migrate';
  expect(driftOf(updated(address, job('', []), filled), []).leaves).toEqual([]);
  expect(
    driftOf(
      updated(address, filled, { ...filled, spec: [{ ...(filled.spec as Values[])[0], completion_mode: 'Indexed' }] }),
      [],
    ).leaves,
  ).toEqual([['completion mode', 'adopted', undefined]]);
});

describe('noise of the providers', () => {
  const manifest = (more: Values): Values => ({ object: { kind: 'Deployment', metadata: { name: 'web', ...more } } });
  const revision = { 'deployment.kubernetes.io/revision': '1' };

  it('is a map that came as a whole and holds nothing else', () =>
    expect(driftOf(updated('kubernetes_manifest.web', manifest({}), manifest({ annotations: revision })), [])).toEqual({
      leaves: [],
      driftNoise: 1,
    }));

  it('is no map that holds something else too', () =>
    expect(
      driftOf(
        updated('kubernetes_manifest.web', manifest({}), manifest({ annotations: { ...revision, team: 'a' } })),
        [],
      ).leaves,
    ).toHaveLength(1));

  it('is an image that the local engine has forgotten, but not one that the registry has lost', () => {
    const image = { name: 'registry.example/web:1' };
    expect(driftOf(deleted('docker_image.web', image), [created('docker_image.web', image)])).toEqual({
      leaves: [],
      driftNoise: 1,
    });
    const pushed = 'docker_registry_image.web';
    expect(driftOf(deleted(pushed, image), [created(pushed, image)]).leaves).toHaveLength(1);
  });
});
