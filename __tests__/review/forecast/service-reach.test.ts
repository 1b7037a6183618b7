import { container, deployment, metadata, service } from '../../support/kubernetes-values';
import { unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast } from './release';

const still = unchanged('kubernetes_deployment_v1.web', deployment());
const front = 'kubernetes_service_v1.web';
const change = (was: Values, is: Values, afterUnknown: Values = {}) =>
  forecast([still, updated(front, was, is, { afterUnknown })]);
const spec = (was: Values, is: Values) => change(service(was), service(is));
const told = (annotations: Values | null, spec: Values = {}): Values => ({
  ...service(spec),
  metadata: metadata('web', { annotations }),
});

it('I11 an IP family that a Service gives up takes its cluster address along', () => {
  const both = { ip_families: ['IPv4', 'IPv6'], ip_family_policy: 'RequireDualStack' };
  const one = { ip_families: ['IPv4'], ip_family_policy: 'SingleStack' };
  expect(spec(both, one)).toMatchObject({
    impact: 'outage',
    reasons: [{ text: 'Service web gives up its cluster address of IPv6.' }],
    conditions: [{ if: 'nobody comes by that address', impact: 'none' }],
  });
  expect(spec(both, { ...both, ip_family_policy: 'SingleStack' }).impact).toBe('outage');
  expect(spec({ ip_family_policy: 'PreferDualStack' }, { ip_family_policy: 'SingleStack' }).impact).toBe('outage');
  expect(spec(one, both).impact).toBe('none');
});

it('I11 a port whose appProtocol changes', () => {
  const port = (app_protocol: string): Values => ({
    port: [{ name: 'http', port: 80, target_port: '8080', protocol: 'TCP', app_protocol }],
  });
  expect(spec(port(''), port('https')).impact).toBe('unknown');
  expect(spec(port('https'), port('https')).impact).toBe('none');
  const sent = (more: Values): Values => ({
    manifest: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080, ...more }] },
    },
  });
  const becomes = (is: Values, afterUnknown: Values = {}) =>
    forecast([still, updated('kubernetes_manifest.web', sent({}), sent(is), { afterUnknown })]);
  expect(becomes({ protocol: 'TCP', appProtocol: 'https' }).impact).toBe('unknown');
  expect(becomes({ protocol: 'TCP' }).impact).toBe('none');
  expect(becomes({}, { manifest: { spec: { ports: [{ appProtocol: true }] } } }).impact).toBe('unknown');
});

it('I11 an appProtocol that says what clients assume without one', () => {
  const port = (app_protocol: string, more: Values = {}): Values => ({
    port: [{ name: 'web', port: 80, target_port: '8080', protocol: 'TCP', app_protocol, ...more }],
  });
  expect(spec(port(''), port('http')).impact).toBe('none');
  for (const more of [{ name: 'https' }, { name: 'grpc-api' }, { port: 443 }])
    expect(spec(port('', more), port('http', more)).impact).toBe('unknown');
  expect(spec(port('http'), port('')).impact).toBe('unknown');
});

it('I11 annotations of a Service of any type, but for those that tell no controller anything', () => {
  const [neg, scrape] = ['cloud.google.com/backend-config', 'prometheus.io/scrape'];
  expect(change(told({ [neg]: 'a' }), told({ [neg]: 'b' }))).toMatchObject({
    impact: 'unknown',
    reasons: [{ text: expect.stringContaining('what controllers and proxies do with its changed annotations') }],
  });
  for (const key of [scrape, 'meta.helm.sh/release-name', 'app.kubernetes.io/version', 'owner'])
    expect(change(told({ [key]: 'a' }), told({ [key]: 'b' }, { type: 'LoadBalancer' })).impact).toBe('none');
});

it('I18 annotations that are known only after apply, where there were none', () => {
  const all = { metadata: [{ annotations: true }] };
  expect(change(told(null), told(null), all).impact).toBe('unknown');
  expect(change(told(null), told({}), { metadata: [{ annotations: { 'example.org/rate': true } }] }).impact).toBe(
    'unknown',
  );
  expect(change(told(null), told({}), { metadata: [{ annotations: { 'prometheus.io/scrape': true } }] }).impact).toBe(
    'none',
  );
  const route: Values = {
    metadata: metadata('web'),
    spec: [{ rule: [{ http: [{ path: [{ backend: [{ service: [{ name: 'web', port: [{ number: 80 }] }] }] }] }] }] }],
  };
  const moved = updated('kubernetes_ingress_v1.web', route, route, { afterUnknown: all });
  expect(forecast([still, unchanged(front, service()), moved]).impact).toBe('unknown');
});

it('I18 whether pods that are not ready get traffic, known only after apply', () => {
  const image = { image: 'registry.example/web:2.0.0-0123456789ab' };
  const rolls = updated('kubernetes_deployment_v1.web', deployment(), deployment({ containers: [container(image)] }));
  const early = updated(front, service(), service(), {
    afterUnknown: { spec: [{ publish_not_ready_addresses: true }] },
  });
  expect(forecast([rolls, early])).toMatchObject({
    impact: 'unknown',
    conditions: [{ if: 'it does not', impact: 'none' }],
  });
});
