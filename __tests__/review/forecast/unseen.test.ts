import { patchedObjects } from '../../../review/forecast/patches/patched-objects';
import { objectsOf } from '../../../review/kubernetes-object';
import { unseenOf } from '../../../review/forecast/unseen/unseen';
import { deployment, metadata, service } from '../../support/kubernetes-values';
import { created, unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { read } from './release';

const unseen = (...entries: readonly Entry[]): readonly string[] => {
  const { plans, changes } = read([{ stack: 'lab', entries }]);
  return unseenOf(patchedObjects(objectsOf(plans, changes), changes), changes).map(({ message }) => message);
};
const web = unchanged('kubernetes_deployment_v1.web', deployment());
const ports = (port: number): Values => service({ port: [{ port, target_port: '8080' }] });
const moved = updated('kubernetes_service_v1.web', ports(80), ports(81));
const manifest = (kind: string, apiVersion: string, spec: Values): Values => ({
  manifest: { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, spec },
});
const custom = (kind: string, apiVersion: string): Entry =>
  updated('kubernetes_manifest.web', manifest(kind, apiVersion, { size: 1 }), manifest(kind, apiVersion, { size: 2 }));

it('W7 a Service whose pods stand in no plan', () => {
  expect(unseen(moved)).toEqual(['Service web changes, and no plan of this release holds the pods behind it.']);
  expect(unseen(moved, web)).toEqual([]);
});

it('W7 an Ingress to a Service that leads to pods of no plan', () => {
  const ingress = (host: string): Values => ({
    metadata: metadata('web'),
    spec: [
      { rule: [{ host, http: [{ path: [{ backend: [{ service: [{ name: 'web', port: [{ number: 80 }] }] }] }] }] }] },
    ],
  });
  const renamed = updated('kubernetes_ingress_v1.web', ingress('a.example'), ingress('b.example'));
  const way = unchanged('kubernetes_service_v1.web', service());
  expect([unseen(renamed).length, unseen(renamed, way).length, unseen(renamed, way, web).length]).toEqual([1, 1, 0]);
});

it('W7 a route to a Service of another namespace', () => {
  const route = (path: string): Values => ({
    manifest: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace: 'edge' },
      spec: { rules: [{ matches: [{ path: { value: path } }], backendRefs: [{ name: 'web', namespace: 'shop' }] }] },
    },
  });
  const moved = updated('kubernetes_manifest.web', route('/a'), route('/b'));
  const way = unchanged('kubernetes_service_v1.web', service());
  expect([unseen(moved, way).length, unseen(moved, way, web).length]).toEqual([1, 0]);
});

it('W7 a NetworkPolicy and an autoscaler of pods in no plan', () => {
  const policy = (types: readonly string[]): Values => ({
    metadata: metadata('web'),
    spec: [{ pod_selector: [{ match_labels: {} }], policy_types: types }],
  });
  const scaler = (most: number): Values => ({
    metadata: metadata('web'),
    spec: [{ max_replicas: most, scale_target_ref: [{ kind: 'Deployment', name: 'web' }] }],
  });
  for (const change of [
    updated('kubernetes_network_policy_v1.web', policy(['Ingress']), policy(['Ingress', 'Egress'])),
    updated('kubernetes_horizontal_pod_autoscaler_v2.web', scaler(5), scaler(2)),
  ])
    expect([unseen(change).length, unseen(change, web).length]).toEqual([1, 0]);
});

it('W7 a custom resource, but for what only watches', () => {
  expect(unseen(custom('Rollout', 'argoproj.io/v1alpha1'), web)).toEqual([
    'Rollout web changes, and what its controller makes of that is in no plan.',
  ]);
  expect(unseen(custom('Gateway', 'gateway.networking.k8s.io/v1'))).toHaveLength(1);
  for (const [kind, apiVersion] of [
    ['PrometheusRule', 'monitoring.coreos.com/v1'],
    ['PriorityClass', 'scheduling.k8s.io/v1'],
  ] as const)
    expect(unseen(custom(kind, apiVersion))).toEqual([]);
});

it('W7 a new custom resource, which may act on whatever runs already', () => {
  const strict = manifest('PeerAuthentication', 'security.istio.io/v1', { mtls: { mode: 'STRICT' } });
  expect(unseen(created('kubernetes_manifest.web', strict), web)).toEqual([
    'PeerAuthentication web is new, and what its controller makes of that is in no plan.',
  ]);
});

it('W7 a custom resource of a group beside Kubernetes, though it ends in k8s.io', () => {
  for (const [kind, apiVersion] of [
    ['VerticalPodAutoscaler', 'autoscaling.k8s.io/v1'],
    ['AdminNetworkPolicy', 'policy.networking.k8s.io/v1alpha1'],
    ['BackendTLSPolicy', 'gateway.networking.k8s.io/v1alpha3'],
    ['ReferenceGrant', 'gateway.networking.k8s.io/v1beta1'],
    ['GatewayClass', 'gateway.networking.k8s.io/v1'],
  ] as const)
    expect(unseen(custom(kind, apiVersion), web)).toEqual([
      `${kind} web changes, and what its controller makes of that is in no plan.`,
    ]);
});

it('W7 a definition that no longer serves a version, and an API that somebody else serves', () => {
  const definition = (...versions: readonly Values[]) =>
    manifest('CustomResourceDefinition', 'apiextensions.k8s.io/v1', { versions });
  const [old, next] = [
    { name: 'v1alpha1', served: true },
    { name: 'v1', served: true },
  ];
  const told = (was: Values, is: Values) => unseen(updated('kubernetes_manifest.web', was, is));
  for (const is of [definition(next), definition({ ...old, served: false }, next)])
    expect(told(definition(old, next), is)).toEqual([
      'CustomResourceDefinition web changes, and who asks for version v1alpha1, no longer served, is in no plan.',
    ]);
  expect(told(definition(old), definition(old, next))).toEqual([]);
  const api = (name: string): Values => ({
    metadata: [{ name: 'v1.metrics.example' }],
    spec: [{ service: [{ name }] }],
  });
  expect(unseen(updated('kubernetes_api_service_v1.web', api('a'), api('b')))).toHaveLength(1);
});

it('W7 says nothing of a new Service, or of labels', () => {
  const labelled = (labels: Values): Values => ({ ...service(), metadata: metadata('web', { labels }) });
  expect(unseen(created('kubernetes_service_v1.web', service()))).toEqual([]);
  expect(unseen(updated('kubernetes_service_v1.web', labelled({}), labelled({ team: 'a' })))).toEqual([]);
});

it('W7 a patch of whatever a name known only after apply will be', () => {
  const patch = { api_version: 'apps/v1', kind: 'Deployment', metadata: [{ name: 'web', namespace: 'shop' }] };
  const [was, is] = ['monday', 'tuesday'].map((day): Values => ({
    ...patch,
    template_annotations: { restarted: day },
  }));
  const patched = (afterUnknown: Entry['afterUnknown']): readonly string[] =>
    unseen(updated('kubernetes_annotations.web', was as Values, is as Values, { afterUnknown }));
  const which = ['Which object kubernetes_annotations.web patches is known only after apply.'];
  expect(patched({ metadata: [{ name: true }] })).toEqual(which);
  expect(patched({ kind: true })).toEqual(which);
  expect(patched(true)).toEqual(which);
  expect(patched({})).toEqual([]);
});

it('W7 a Gateway that gets one more listener, beside those that stay', () => {
  const gateway = (listeners: readonly Values[], more: Values = {}): Values => ({
    manifest: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'edge', namespace: 'shop' },
      spec: { gatewayClassName: 'public', listeners, ...more },
    },
  });
  const listener = (name: string, more: Values = {}): Values => ({ name, port: 443, protocol: 'HTTPS', ...more });
  const [shop, blog] = [listener('shop', { hostname: 'shop.test' }), listener('blog', { hostname: 'blog.test' })];
  const to = (was: readonly Values[], is: readonly Values[], more: Values = {}) =>
    unseen(updated('kubernetes_manifest.edge', gateway(was), gateway(is, more))).length;
  expect(to([shop], [blog, shop])).toBe(0);
  expect(to([listener('all')], [listener('all'), listener('plain', { port: 80, protocol: 'HTTP' })])).toBe(0);
  for (const more of [listener('all'), listener('any', { hostname: '*.test' }), { ...blog, protocol: 'TLS' }])
    expect(to([shop], [shop, more])).toBe(1);
  expect(to([shop, blog], [shop])).toBe(1);
  expect(to([shop], [{ ...shop, allowedRoutes: { namespaces: { from: 'Same' } } }])).toBe(1);
  expect(to([shop], [shop, blog], { gatewayClassName: 'other' })).toBe(1);
});
