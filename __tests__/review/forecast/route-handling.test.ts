import { deployment, metadata, service } from '../../support/kubernetes-values';
import { unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast } from './release';

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

it('I12 TLS without hosts is TLS for all others', () => {
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
  const impact = (is: readonly Values[]): string =>
    forecast([...around, updated('kubernetes_ingress_v1.web', ingress([{ secret_name: 'old' }]), ingress(is))]).impact;
  expect(impact([{ secret_name: 'new' }])).toBe('unknown');
  expect(impact([])).toBe('outage');
});
