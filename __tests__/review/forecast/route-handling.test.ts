import { deployment, metadata, service } from '../../support/kubernetes-values';
import { created, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast, workloadsOf } from './release';

const around = [
  unchanged('kubernetes_deployment_v1.web', deployment()),
  unchanged('kubernetes_service_v1.web', service()),
] as const;

const route = (rule: Values, backend: Values = {}): Values => ({
  manifest: {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { rules: [{ backendRefs: [{ name: 'web', port: 80, ...backend }], ...rule }] },
  },
});

it('I12 what a route does to requests on their way is its controller’s business', () => {
  const impact = (was: Values, is: Values): string =>
    forecast([...around, updated('kubernetes_manifest.route', was, is)]).impact;
  const mirror = { filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'spare', port: 80 } } }] };
  expect(impact(route({ timeouts: { request: '30s' } }), route({ timeouts: { request: '100ms' } }))).toBe('unknown');
  expect(impact(route({}), route(mirror))).toBe('unknown');
  expect(impact(route({}), route({}, mirror))).toBe('unknown');
  expect(impact(route({ name: 'a' }), route({ name: 'b' }))).toBe('none');
});

it('I12 parents of a route in another order, or with their defaults written down, are the same', () => {
  const to = (...parentRefs: readonly Values[]): string => {
    const under = (parents: readonly Values[]): Values => {
      const { manifest } = route({}) as { readonly manifest: Values };
      return { manifest: { ...manifest, spec: { ...(manifest.spec as Values), parentRefs: parents } } };
    };
    const before = under([{ name: 'edge' }, { name: 'inner', sectionName: 'http' }]);
    return forecast([...around, updated('kubernetes_manifest.route', before, under(parentRefs))]).impact;
  };
  const [edge, inner] = [{ name: 'edge' }, { name: 'inner', sectionName: 'http' }];
  const written = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'shop', ...edge };
  expect(to(inner, written)).toBe('none');
  expect(to(edge)).toBe('unknown');
  expect(to(edge, { ...inner, namespace: 'other' })).toBe('unknown');
  expect(to(edge, { name: 'inner', sectionName: 'https' })).toBe('unknown');
});

const ingress = (tls: readonly Values[]): Values => ({
  metadata: metadata('web'),
  spec: [
    {
      tls,
      rule: [
        {
          host: 'shop.example',
          http: [{ path: [{ path: '/', backend: [{ service: [{ name: 'web', port: [{ number: 80 }] }] }] }] }],
        },
      ],
    },
  ],
});

it('I12 TLS without hosts is TLS for all others', () => {
  const impact = (is: readonly Values[]): string =>
    forecast([...around, updated('kubernetes_ingress_v1.web', ingress([{ secret_name: 'old' }]), ingress(is))]).impact;
  expect(impact([{ secret_name: 'new' }])).toBe('unknown');
  expect(impact([])).toBe('outage');
});

it('I12 a certificate that is renewed under its name', () => {
  const secret = (certificate: string): Values => ({
    metadata: metadata('shop-tls'),
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': certificate },
  });
  const renewed = updated('kubernetes_secret_v1.tls', secret('one'), secret('two'));
  const way = (name: string) =>
    unchanged('kubernetes_ingress_v1.web', ingress([{ hosts: ['shop.example'], secret_name: name }]));
  expect(forecast([...around, way('shop-tls'), renewed])).toMatchObject({
    impact: 'unknown',
    conditions: [{ if: 'the new certificate is valid for its hosts', impact: 'none' }],
  });
  expect(workloadsOf([...around, way('another'), renewed])).toEqual([]);
});

it('W5 an Ingress that is annotated from outside', () => {
  const patch = (timeout: string): Values => ({
    api_version: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: [{ name: 'web', namespace: 'shop' }],
    annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': timeout },
  });
  const way = unchanged('kubernetes_ingress_v1.web', ingress([]));
  const entries = [...around, way, updated('kubernetes_annotations.web', patch('60'), patch('1'))];
  expect(forecast(entries).impact).toBe('unknown');
  expect(forecast([...around, way, created('kubernetes_annotations.web', patch('1'))]).impact).toBe('unknown');
  expect(workloadsOf([...around, way, unchanged('kubernetes_annotations.web', patch('1'))])).toEqual([]);
});
