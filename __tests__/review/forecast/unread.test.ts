import { container, deployment, metadata, service } from '../../support/kubernetes-values';
import { created, unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { patchedObjects } from '../../../review/forecast/patches/patched-objects';
import { objectsOf } from '../../../review/kubernetes-object';
import { unseenOf } from '../../../review/forecast/unseen/unseen';
import { reviewRelease } from '../../../review/review';
import { cluster, read } from './release';

const unseen = (...entries: readonly Entry[]): readonly string[] => {
  const { plans, changes } = read([{ stack: 'lab', entries }]);
  return unseenOf(patchedObjects(objectsOf(plans, changes), changes), changes).map(({ message }) => message);
};
const settings = (theme: string, namespace = 'shop'): Values => ({
  metadata: metadata('settings', { namespace }),
  data: { THEME: theme },
});
const reader = unchanged(
  'kubernetes_deployment_v1.web',
  deployment({ containers: [container({ env_from: [{ config_map_ref: [{ name: 'settings' }] }] })] }),
);
const patch = (kind: string, name: string, part: Values, namespace: string | null = 'shop'): Values => ({
  kind,
  metadata: [{ name, namespace }],
  ...part,
});

it('W7 a changed ConfigMap or Secret that nothing in the plans reads', () => {
  for (const [type, kind] of [
    ['kubernetes_config_map_v1', 'ConfigMap'],
    ['kubernetes_secret_v1', 'Secret'],
  ])
    expect(unseen(updated(`${type}.settings`, settings('dark'), settings('light')))).toEqual([
      `${kind} settings changes, and nothing in these plans is known to read it.`,
    ]);
  const change = updated('kubernetes_config_map_v1.settings', settings('dark'), settings('light'));
  expect(unseen(change, reader)).toEqual([]);
  const labelled = { ...settings('dark'), metadata: metadata('settings', { labels: { team: 'a' } }) };
  expect(unseen(updated('kubernetes_config_map_v1.settings', settings('dark'), labelled))).toEqual([]);
});

it('W7 says nothing of dashboards, which Grafana shows', () => {
  const board = (theme: string, label = 'grafana_dashboard'): Values => ({
    ...settings(theme),
    metadata: metadata('settings', { namespace: 'monitoring', labels: { [label]: '1' } }),
  });
  const change = (label?: string) =>
    updated('kubernetes_config_map_v1.settings', board('dark', label), board('light', label));
  expect([unseen(change()).length, unseen(change('grafana_datasource')).length]).toEqual([0, 1]);
});

it('W7 a new ConfigMap only in the namespace of the cluster itself', () => {
  expect(unseen(created('kubernetes_config_map_v1.settings', settings('dark')))).toEqual([]);
  expect(unseen(created('kubernetes_config_map_v1.settings', settings('dark', 'kube-system')))).toHaveLength(1);
});

it('W7 data of a ConfigMap or Secret of another owner, unless the plans hold what reads it', () => {
  const data = created('kubernetes_config_map_v1_data.settings', settings('dark'));
  expect(unseen(data)).toEqual(['ConfigMap settings changes, and nothing in these plans is known to read it.']);
  expect(unseen(data, reader)).toEqual([]);
});

it('W7 labels and annotations of what others go by, in no plan', () => {
  const [node, pod, account] = [
    created('kubernetes_labels.node', patch('Node', 'n1', { labels: { pool: 'none' } }, null)),
    updated(
      'kubernetes_labels.pod',
      patch('Pod', 'web', { labels: { app: 'web' } }),
      patch('Pod', 'web', { labels: { app: 'off' } }),
    ),
    created('kubernetes_annotations.web', patch('Service', 'web', { annotations: { 'example.org/a': 'b' } })),
  ];
  expect(unseen(node, pod, account)).toEqual([
    'Labels of Node n1 change, and what goes by them is in no plan.',
    'Labels of Pod web change, and what goes by them is in no plan.',
    'Annotations of Service web change, and what goes by them is in no plan.',
  ]);
  expect(
    unseen(
      created('kubernetes_annotations.web', patch('Deployment', 'web', { annotations: { 'example.org/a': 'b' } })),
    ),
  ).toEqual([]);
});

it('W7 a patched Service, Ingress or ServiceAccount of the plans is one that changes', () => {
  const annotated = (kind: string, annotation: string): Entry =>
    created('kubernetes_annotations.web', patch(kind, 'web', { annotations: { [annotation]: 'b' } }));
  const way = unchanged('kubernetes_service_v1.web', service());
  const { plans } = read([{ stack: 'lab', entries: [annotated('Service', 'example.org/a'), way] }]);
  const { verdict, findings } = reviewRelease({ plans, now: new Date(0) });
  expect(findings.find(({ id }) => id === 'effect-unseen')).toMatchObject({
    address: 'kubernetes_annotations.web',
    message: 'Service web changes, and no plan of this release holds the pods behind it.',
  });
  expect(verdict).toBe('needs-approval');
  expect(
    unseen(annotated('Service', 'example.org/a'), way, unchanged('kubernetes_deployment_v1.web', deployment())),
  ).toEqual([]);
  expect(unseen(annotated('Service', 'kubectl.kubernetes.io/a'), way)).toEqual([]);
  for (const afterUnknown of [{ annotations: true }, { annotations: { 'example.org/a': true } }]) {
    const later = created('kubernetes_annotations.web', patch('Service', 'web', {}), { afterUnknown });
    expect(unseen(later, way)).toHaveLength(1);
  }
  const account = unchanged('kubernetes_service_account_v1.web', { metadata: metadata('web') });
  expect(unseen(annotated('ServiceAccount', 'eks.amazonaws.com/role-arn'), account)).toEqual([
    'ServiceAccount web changes, and no plan of this release holds the pods that run as it.',
  ]);
  expect(unseen(annotated('ServiceAccount', 'a'), account)).toEqual([]);
});

it('W7 a patch reaches nothing of another cluster', () => {
  const stacks = ['blue', 'green'].map((stack) => ({
    stack,
    extras: cluster(stack),
    entries: [
      unchanged('kubernetes_service_v1.web', service()),
      ...(stack === 'blue' ? [] : [unchanged('kubernetes_deployment_v1.web', deployment())]),
      ...(stack === 'blue'
        ? []
        : [created('kubernetes_annotations.web', patch('Service', 'web', { annotations: { 'example.org/a': 'b' } }))]),
    ],
  }));
  const { findings } = reviewRelease({ plans: read(stacks).plans, now: new Date(0) });
  expect(findings.filter(({ id }) => id === 'effect-unseen')).toEqual([]);
});

it('W7 says nothing of patched annotations that tell no controller anything', () => {
  const annotated = (annotations: Values, more = {}): Entry =>
    updated(
      'kubernetes_annotations.shop',
      patch('Namespace', 'shop', { annotations: { 'example.org/a': 'b' } }, null),
      patch('Namespace', 'shop', { annotations: { 'example.org/a': 'b', ...annotations } }, null),
      more,
    );
  for (const key of ['owner', 'app.kubernetes.io/version']) expect(unseen(annotated({ [key]: 'x' }))).toEqual([]);
  expect(unseen(annotated({ 'example.org/c': 'x' }))).toHaveLength(1);
  expect(unseen(annotated({}, { afterUnknown: { annotations: true } }))).toHaveLength(1);
  expect(unseen({ ...annotated({}), actions: ['delete', 'create'] })).toHaveLength(1);
});

it('W7 a ServiceAccount under whose cloud identity no pod of the plans runs', () => {
  const account = (role: string): Values => ({
    metadata: metadata('web', { annotations: { 'eks.amazonaws.com/role-arn': role } }),
  });
  const change = updated('kubernetes_service_account_v1.web', account('a'), account('b'));
  expect(unseen(change)).toEqual([
    'ServiceAccount web changes, and no plan of this release holds the pods that run as it.',
  ]);
  expect(unseen(change, reader)).toEqual([]);
});

it('W7 the account of pods that name none', () => {
  const account = (role: string): Values => ({
    metadata: metadata('default', { annotations: { 'eks.amazonaws.com/role-arn': role } }),
  });
  const change = updated('kubernetes_default_service_account_v1.shop', account('a'), account('b'));
  const nameless = deployment({ pod: { service_account_name: null } });
  expect(unseen(change, reader)).toHaveLength(1);
  expect(unseen(change, unchanged('kubernetes_deployment_v1.other', nameless))).toEqual([]);
});
