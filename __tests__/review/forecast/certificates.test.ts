import { objectsOf } from '../../../review/kubernetes-object';
import { unseenOf } from '../../../review/forecast/unseen/unseen';
import { deployment, metadata, service } from '../../support/kubernetes-values';
import { deleted, unchanged, updated, type Entry, type Values } from '../../support/plan-builder';
import { read, workloadsOf } from './release';

const web = unchanged('kubernetes_deployment_v1.web', deployment());
const front = unchanged('kubernetes_service_v1.web', service());
const secret = (name: string, namespace = 'shop'): Entry => {
  const values = (content: string): Values => ({ metadata: metadata(name, { namespace }), data: { content } });
  return updated('kubernetes_secret_v1.changed', values('a'), values('b'));
};
const gateway = (kind: string, name: string, namespace: string, spec: Values): Entry =>
  unchanged(`kubernetes_manifest.${name}`, {
    manifest: { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name, namespace }, spec },
  });
const listener = (name: string, certificate: Values): Values => ({
  name,
  port: 443,
  tls: { certificateRefs: [certificate] },
});
const edge = gateway('Gateway', 'edge', 'edge', {
  listeners: [listener('shop', { name: 'tls', namespace: 'shop' }), listener('other', { name: 'other' })],
});
const route = gateway('HTTPRoute', 'web', 'shop', {
  parentRefs: [{ name: 'edge', namespace: 'edge', sectionName: 'shop' }],
  rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
});
const ingress = (annotations: Values): Entry =>
  unchanged('kubernetes_ingress_v1.web', {
    metadata: metadata('web', { annotations }),
    spec: [
      {
        tls: [{ hosts: ['shop.example'], secret_name: 'tls' }],
        rule: [
          { http: [{ path: [{ path: '/', backend: [{ service: [{ name: 'web', port: [{ number: 80 }] }] }] }] }] },
        ],
      },
    ],
  });

const told = (...entries: readonly Entry[]) =>
  workloadsOf(entries).map(({ forecast }) => [forecast.impact, forecast.reasons[0]?.text]);
const unseen = (...entries: readonly Entry[]): readonly string[] => {
  const { plans, changes } = read([{ stack: 'lab', entries }]);
  return unseenOf(objectsOf(plans, changes), changes).map(({ message }) => message);
};

it('I12 another certificate of the listener of a Gateway that the route uses', () => {
  const around = [web, front, edge, route] as const;
  expect(told(...around, secret('tls'))).toEqual([
    ['unknown', 'Gateway edge answers with the certificate in Secret tls, which changes.'],
  ]);
  expect(unseen(...around, secret('tls'))).toEqual([]);
  expect(told(...around, secret('other', 'edge'))).toEqual([]);
});

it('I12 a certificate that is deleted under what stays', () => {
  const gone = (namespace: string): Entry =>
    deleted('kubernetes_secret_v1.tls', { metadata: metadata('tls', { namespace }), data: { 'tls.crt': 'a' } });
  expect(told(web, front, ingress({}), gone('shop'))).toEqual([
    ['outage', 'Ingress web answers with the certificate in Secret tls, which is deleted.'],
  ]);
  expect(told(web, front, ingress({}), gone('edge'))).toEqual([]);
});

it('I12 W7 by what an Ingress lets in', () => {
  for (const [key, value] of [
    ['auth-secret', 'users'],
    ['auth-secret', 'shop/users'],
    ['auth-tls-secret', 'shop/users'],
  ] as const) {
    const asking = ingress({ [`nginx.ingress.kubernetes.io/${key}`]: value });
    expect(told(web, front, asking, secret('users'))).toEqual([
      ['unknown', 'Ingress web lets in by what Secret users holds, which changes.'],
    ]);
    expect(unseen(web, front, asking, secret('users'))).toEqual([]);
    expect(told(web, front, asking, secret('users', 'edge'))).toEqual([]);
  }
});

it('W7 a certificate of what leads to pods of no plan', () => {
  expect(unseen(front, edge, route, secret('tls'))).toEqual([
    'Secret tls changes, and no plan of this release holds the pods behind Gateway edge, which reads it.',
  ]);
  expect(unseen(front, ingress({}), secret('tls'))).toEqual([
    'Secret tls changes, and no plan of this release holds the pods behind Ingress web, which reads it.',
  ]);
});

it('W7 a Secret for a CSI driver or for pulling images is read', () => {
  const csi = { driver: 'files.example', node_publish_secret_ref: [{ name: 'share' }] };
  const mounting = deployment({ pod: { volume: [{ name: 'share', csi: [csi] }] } });
  expect(unseen(unchanged('kubernetes_deployment_v1.web', mounting), secret('share'))).toEqual([]);
  const account = { metadata: metadata('default'), image_pull_secret: [{ name: 'registry' }] };
  expect(unseen(unchanged('kubernetes_default_service_account_v1.shop', account), secret('registry'))).toEqual([]);
});
