import { refusedOf } from '../../../review/forecast/refused/objects';
import { unseenOf } from '../../../review/forecast/unseen/unseen';
import { objectsOf } from '../../../review/kubernetes-object';
import { deployment, metadata, service } from '../../support/kubernetes-values';
import { deleted, type Entry, replaced, unchanged, updated, type Values } from '../../support/plan-builder';
import { read, workloadsOf } from './release';

const web = unchanged('kubernetes_deployment_v1.web', deployment());
const front = unchanged('kubernetes_service_v1.web', service());
const ingress = (spec: Values, annotations: Values = {}): Entry =>
  unchanged('kubernetes_ingress_v1.web', {
    metadata: metadata('web', { annotations }),
    spec: [
      {
        rule: [
          { http: [{ path: [{ path: '/', backend: [{ service: [{ name: 'web', port: [{ number: 80 }] }] }] }] }] },
        ],
        ...spec,
      },
    ],
  });
const byName = ingress({ ingress_class_name: 'public' });
const byDefault = ingress({});
const isDefault = { annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } };
const ofClass = (spec: Values = {}, more: Values = {}): Values => ({
  metadata: [{ name: 'public', ...more }],
  spec: [{ controller: 'k8s.io/ingress-nginx', ...spec }],
});
const address = 'kubernetes_ingress_class_v1.public';
const parameters = (name: string): Values => ({ parameters: [{ kind: 'Parameters', name }] });

const manifest = (kind: string, name: string, namespace: string | null, spec: Values): readonly [string, Values] => [
  `kubernetes_manifest.${kind}`,
  { manifest: { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name, namespace }, spec } },
];
const route = unchanged(
  ...manifest('HTTPRoute', 'web', 'shop', {
    parentRefs: [{ name: 'edge', namespace: 'edge' }],
    rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
  }),
);
const edge = manifest('Gateway', 'edge', 'edge', {
  gatewayClassName: 'public',
  listeners: [{ name: 'shop', port: 80 }],
});
const gatewayClass = manifest('GatewayClass', 'public', null, { controllerName: 'example.org/gateway' });

const told = (...entries: readonly Entry[]) =>
  workloadsOf([web, front, ...entries]).map(({ forecast }) => [forecast.impact, forecast.reasons[0]?.text]);

it('I12 a class that goes or changes may leave its Ingresses without a controller', () => {
  const lost = (becomes: string) => [
    [
      'unknown',
      `IngressClass public, by which a controller takes up Ingress web, is ${becomes}: whether it goes on leading users is not in the plan.`,
    ],
  ];
  expect(told(byName, deleted(address, ofClass()))).toEqual(lost('deleted'));
  expect(told(byName, replaced(address, ofClass(), ofClass()))).toEqual(lost('replaced'));
  expect(told(byName, updated(address, ofClass(parameters('a')), ofClass(parameters('b'))))).toEqual([
    ['unknown', 'Ingress web: what its controller does with changed IngressClass public is not in the plan.'],
  ]);
  expect(told(ingress({ ingress_class_name: 'other' }), deleted(address, ofClass()))).toEqual([]);
  expect(told(byName, updated(address, ofClass(), ofClass({}, isDefault)))).toEqual([]);
});

it('I12 an Ingress without a class loses the default one', () => {
  const moves = updated(address, ofClass({}, isDefault), ofClass());
  expect(workloadsOf([web, front, byDefault, moves])[0]?.forecast).toMatchObject({
    impact: 'unknown',
    conditions: [{ if: 'Kubernetes wrote the class into it when it was made', impact: 'none' }],
  });
  expect(told(byName, moves)).toEqual([]);
  expect(told(ingress({}, { 'kubernetes.io/ingress.class': 'nginx' }), moves)).toEqual([]);
  expect(told(byDefault, updated(address, ofClass(), ofClass({}, isDefault)))).toEqual([]);
});

it('I12 a Gateway that goes takes the ways of its routes along, its class perhaps', () => {
  expect(told(route, unchanged(...gatewayClass), deleted(...edge))).toEqual([
    ['outage', 'Gateway edge, through which HTTPRoute web leads users, is deleted: its listeners close.'],
  ]);
  expect(told(route, unchanged(...edge), deleted(...gatewayClass))).toEqual([
    [
      'unknown',
      expect.stringContaining('GatewayClass public, by which a controller takes up Gateway edge, is deleted'),
    ],
  ]);
  expect(told(route, unchanged(...edge), unchanged(...gatewayClass))).toEqual([]);
});

it('W7 C12 a class whose Ingresses are in no plan, and one whose controller Kubernetes keeps', () => {
  const of = (entry: Entry) => {
    const { plans, changes } = read([{ stack: 'lab', entries: [entry] }]);
    const objects = objectsOf(plans, changes);
    return [...unseenOf(objects, changes), ...refusedOf(objects)].map(({ message }) => message);
  };
  const unseen = ['IngressClass public changes, and which Ingresses go by it is in no plan.'];
  expect(of(updated(address, ofClass(), ofClass(parameters('a'))))).toEqual(unseen);
  expect(of(updated(address, ofClass(), ofClass({}, isDefault)))).toEqual(unseen);
  expect(of(updated(address, ofClass(), ofClass({}, { labels: { team: 'a' } })))).toEqual([]);
  const moved = updated(address, ofClass(), ofClass({ controller: 'example.org/other' }));
  expect(of(moved)).toEqual([
    'Kubernetes refuses the change of IngressClass public: controller of an IngressClass that exists cannot change.',
  ]);
  expect(told(byName, moved)).toEqual([]);
});
