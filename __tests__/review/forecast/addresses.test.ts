import { container, deployment, metadata, service } from '../../support/kubernetes-values';
import { unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast } from './release';

const web = 'kubernetes_deployment_v1.web';
const front = 'kubernetes_service_v1.web';
const still = unchanged(web, deployment());
const change = (was: Values, is: Values) => forecast([still, updated(front, was, is)]).impact;
const spec = (was: Values, is: Values) => change(service(was), service(is));

it('I11 an address or affinity of a Service that goes', () => {
  const [one, two] = ['203.0.113.5', '203.0.113.6'];
  expect(spec({ external_ips: [one] }, { external_ips: [] })).toBe('outage');
  expect(spec({ external_ips: [one] }, { external_ips: [one, two] })).toBe('none');
  const balancer = (load_balancer_ip: string): Values => ({ type: 'LoadBalancer', load_balancer_ip });
  expect(spec(balancer(one), balancer(two))).toBe('unknown');
  expect(spec(balancer(''), balancer(two))).toBe('none');
  expect(spec({ session_affinity: 'ClientIP' }, { session_affinity: 'None' })).toBe('unknown');
});

it('I11 a name that ExternalDNS no longer publishes', () => {
  const named = (values: Values, name: string): Values => ({
    ...values,
    metadata: metadata('web', { annotations: { 'external-dns.alpha.kubernetes.io/hostname': name } }),
  });
  expect(change(named(service(), 'a.example,b.example'), named(service(), 'a.example'))).toBe('unknown');
  expect(change(named(service(), 'a.example'), named(service(), 'a.example,b.example'))).toBe('none');
  const route: Values = {
    spec: [{ rule: [{ http: [{ path: [{ backend: [{ service: [{ name: 'web', port: [{ number: 80 }] }] }] }] }] }] }],
  };
  const moved = updated('kubernetes_ingress_v1.web', named(route, 'a.example'), named(route, 'b.example'));
  expect(forecast([still, unchanged(front, service()), moved]).impact).toBe('unknown');
});

it('I11 a port of the nodes that pods give up', () => {
  const port = (host_port: number): Values => ({ port: [{ container_port: 8080, name: 'http', host_port }] });
  const pods = (host_port: number, host_network: boolean) =>
    deployment({ containers: [container(port(host_port))], pod: { host_network } });
  expect(forecast([updated(web, pods(80, false), pods(0, false))]).impact).toBe('outage');
  expect(forecast([updated(web, pods(0, true), pods(0, false))]).impact).toBe('unknown');
  expect(forecast([updated(web, pods(0, true), pods(8080, false))]).impact).not.toBe('outage');
});
