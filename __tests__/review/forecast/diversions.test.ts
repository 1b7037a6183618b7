import { deployment, metadata, service } from '../../support/kubernetes-values';
import { created, type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { workloadsOf } from './release';

const manifest = (kind: string, name: string, spec: Values, namespace = 'shop'): Values => ({
  manifest: { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name, namespace }, spec },
});
const gateway = (...listeners: readonly Values[]): Entry =>
  unchanged('kubernetes_manifest.gateway', manifest('Gateway', 'edge', { listeners }));
const open = gateway({ name: 'http', port: 80 }, { name: 'https', port: 443 });

const rule = (name: string, match: Values | string = '/', more: Values = {}): Values => ({
  matches: [typeof match === 'string' ? { path: { type: 'PathPrefix', value: match } } : match],
  backendRefs: [{ name, port: 80 }],
  ...more,
});
const exact = (value: string): Values => ({ path: { type: 'Exact', value } });
const header = (name: string, value: string, more: Values = {}): Values => ({
  ...more,
  headers: [{ name, value }],
});
const route = (hosts: readonly string[], rules: readonly Values[], parent: Values = {}): Values =>
  manifest('HTTPRoute', 'web', { hostnames: hosts, parentRefs: [{ name: 'edge', ...parent }], rules });

const around = [
  unchanged('kubernetes_deployment_v1.web', deployment()),
  unchanged('kubernetes_service_v1.web', service()),
];
const search = [
  unchanged('kubernetes_deployment_v1.search', deployment({ name: 'search' })),
  unchanged('kubernetes_service_v1.search', service({ selector: { app: 'search' } }, 'search')),
];
const ofWeb = (...entries: readonly Entry[]) =>
  workloadsOf([...around, open, ...entries]).find(({ name }) => name === 'web')?.forecast;
const host = ['shop.example'];
const here = unchanged('kubernetes_manifest.web', route(host, [rule('web')]));
const beside = (hosts: readonly string[], rules: readonly Values[], parent: Values = {}): Entry =>
  created('kubernetes_manifest.other', {
    ...manifest('HTTPRoute', 'other', { hostnames: hosts, parentRefs: [{ name: 'edge', ...parent }], rules }),
  });
const taken = (...rules: readonly Values[]) => ofWeb(here, beside(host, rules))?.impact;
const added = (was: readonly Values[], is: readonly Values[]) =>
  ofWeb(updated('kubernetes_manifest.web', route(host, was), route(host, is)))?.impact;

it('I21 a nearer match of a new route takes requests away', () => {
  expect(ofWeb(here, beside(host, [rule('search', '/search')]))).toMatchObject({
    impact: 'unknown',
    reasons: [
      { text: 'HTTPRoute other leads shop.example/search to Service search, which is in no plan of this release.' },
    ],
  });
  expect(taken(rule('search', exact('/')))).toBe('unknown');
  expect(taken(rule('search', header('x-version', '2')))).toBe('unknown');
  expect(taken(rule('web', '/search'))).toBe('none');
  expect(ofWeb(...search, here, beside(host, [rule('search', '/search')]))?.impact).toBe('none');
  const wrong = rule('search', '/search', { backendRefs: [{ name: 'search', port: 81 }] });
  expect(ofWeb(...search, here, beside(host, [wrong]))?.impact).toBe('outage');
  expect(added([rule('web')], [rule('web'), rule('search', '/search')])).toBe('unknown');
  const redirect = { filters: [{ type: 'RequestRedirect' }], backendRefs: [] };
  expect(taken(rule('web', '/old', redirect))).toBe('unknown');
  expect(taken(rule('web', '/old', { timeouts: { request: '1s' } }))).toBe('unknown');
});

it('I21 what goes before: the older route, the first rule, a method before headers', () => {
  expect(taken(rule('search'))).toBeUndefined();
  expect(added([rule('web')], [rule('web'), rule('search')])).toBe('none');
  expect(added([rule('web')], [rule('search'), rule('web')])).toBe('unknown');
  expect(added([rule('search'), rule('web')], [rule('search')])).toBeUndefined();
  const byMethod = rule('web', { method: 'GET' });
  const instead = (one: Values, other: Values) =>
    ofWeb(unchanged('kubernetes_manifest.web', route(host, [one])), beside(host, [other]))?.impact;
  expect(instead(byMethod, rule('search', header('x-version', '2')))).toBeUndefined();
  expect(instead(byMethod, rule('search', header('x-version', '2', { method: 'GET' })))).toBe('unknown');
  expect(instead(byMethod, rule('search', { method: 'POST' }))).toBeUndefined();
  expect(instead(rule('web', header('X-Version', '1')), rule('search', header('x-version', '2')))).toBeUndefined();
  expect(instead(rule('web', header('x-version', '1')), rule('search', '/search'))).toBe('unknown');
});

it('I21 by whole elements, host and parent', () => {
  const of = (one: Values, hosts: readonly string[], rules: readonly Values[], parent: Values = {}) =>
    ofWeb(unchanged('kubernetes_manifest.web', one), beside(hosts, rules, parent))?.impact;
  const longer = [rule('search', '/shop/search')];
  const shop = route(host, [rule('web', '/shop')]);
  expect(of(shop, host, longer)).toBe('unknown');
  expect(of(shop, host, [rule('search', '/shopping')])).toBeUndefined();
  expect(of(shop, ['other.example'], longer)).toBeUndefined();
  expect(of(shop, host, longer, { name: 'internal' })).toBeUndefined();
  expect(of(shop, host, longer, { sectionName: 'http' })).toBe('unknown');
  const onHttps = route(host, [rule('web', '/shop')], { sectionName: 'https' });
  expect(of(onHttps, host, longer, { sectionName: 'http' })).toBeUndefined();
  const wide = route(['*.example'], [rule('web', '/shop')]);
  expect(of(wide, ['deep.shop.example'], [rule('search')])).toBe('unknown');
  expect(of(shop, ['*.example'], longer)).toBeUndefined();
});

it('I21 a host of its own may take all that a wider one answered', () => {
  const wide = unchanged('kubernetes_manifest.web', route(['*.example'], [rule('web')]));
  expect(ofWeb(wide, beside(host, [rule('web', '/search')]))).toMatchObject({
    impact: 'unknown',
    reasons: [{ text: expect.stringContaining('gives shop.example ways of its own') as string }],
  });
  expect(ofWeb(wide, beside(host, [rule('web')]))?.impact).toBe('none');
});

it('I21 a listener may be what a wide host comes down to', () => {
  const without = (...entries: readonly Entry[]) =>
    workloadsOf([...around, ...entries]).find(({ name }) => name === 'web')?.forecast.impact;
  const longer = beside([], [rule('search', '/search')]);
  expect(ofWeb(here, longer)).toBeUndefined();
  expect(without(here, longer)).toBe('unknown');
  expect(without(gateway({ name: 'http', hostname: 'shop.example' }), here, longer)).toBe('unknown');
});

it('I21 where nobody can say which match answers', () => {
  const pattern = (value: string): Values => ({ path: { type: 'RegularExpression', value } });
  expect(taken(rule('search', pattern('/s.*')))).toBe('unknown');
  expect(taken(rule('web', pattern('/s.*')))).toBe('none');
  const byPattern = unchanged('kubernetes_manifest.web', route(host, [rule('web', pattern('/s.*'))]));
  expect(ofWeb(byPattern, beside(host, [rule('search', '/search')]))?.impact).toBe('unknown');
  const hidden = (value: Values, afterUnknown: Values) =>
    ofWeb(here, { ...beside(host, [value]), afterUnknown: { manifest: { spec: afterUnknown } } })?.impact;
  expect(hidden(rule('search', '/x'), { rules: [{ matches: [{ path: { value: true } }] }] })).toBe('unknown');
  expect(hidden(rule('search', '/search'), { parentRefs: [{ name: true }] })).toBe('unknown');
  expect(hidden(rule('search', '/search'), { hostnames: true })).toBe('unknown');
  const other = beside(host, [rule('search')]);
  const both = created('kubernetes_manifest.web', route(host, [rule('web')]));
  expect(ofWeb(both, other)?.impact).toBe('none'); // it had no users before
});

it('I21 what a match that goes has answered, the next one answers', () => {
  const versioned = rule('web', header('x-version', '2'));
  expect(added([rule('web'), versioned], [rule('web')])).toBe('none');
  expect(added([rule('search'), versioned], [rule('search')])).toBe('unknown');
  expect(added([rule('web'), versioned], [versioned])).toBe('outage');
});

it('I12 a route and its Service in two namespaces', () => {
  const to = (name: string, namespace?: string): Values =>
    manifest('HTTPRoute', 'web', { rules: [{ backendRefs: [{ name, namespace, port: 80 }] }] }, 'edge');
  const change = (is: Values, ...entries: readonly Entry[]) =>
    ofWeb(updated('kubernetes_manifest.web', to('web', 'shop'), is), ...entries);
  expect(change(to('search', 'shop'))?.impact).toBe('unknown');
  expect(change(to('search', 'shop'), ...search)?.impact).toBe('none');
  expect(change(to('web'))).toMatchObject({ impact: 'unknown' });
  const elsewhere = updated('kubernetes_manifest.web', to('web'), to('search'));
  expect(ofWeb(elsewhere)).toBeUndefined();
});

it('I21 what no rule of an Ingress answered, its default backend did', () => {
  const backend = (name: string): Values => ({ service: [{ name, port: [{ number: 80 }] }] });
  const ingress = (name: string, paths: readonly Values[]): Values => ({
    metadata: metadata('web'),
    spec: [{ default_backend: [backend(name)], rule: [{ host: 'shop.example', http: [{ path: paths }] }] }],
  });
  const at = (path: string): Values => ({ path, path_type: 'Prefix', backend: [backend('search')] });
  const one = ingress('web', [at('/a')]);
  expect(ofWeb(updated('kubernetes_ingress_v1.web', one, ingress('web', [at('/a'), at('/b')])))?.impact).toBe(
    'unknown',
  );
});

it('I21 another port of the same Service is judged as of one way', () => {
  const ports = service({
    port: [
      { name: 'http', port: 80, target_port: '8080', protocol: 'TCP' },
      { name: 'admin', port: 81, target_port: '9090', protocol: 'TCP' },
    ],
  });
  const to = (port: number) => rule('web', '/admin', { backendRefs: [{ name: 'web', port }] });
  const impact = (port: number) =>
    workloadsOf([
      unchanged('kubernetes_deployment_v1.web', deployment()),
      unchanged('kubernetes_service_v1.web', ports),
      here,
      beside(host, [to(port)]),
    ])[0]?.forecast.impact;
  expect([impact(80), impact(81), impact(82)]).toEqual(['none', 'unknown', 'outage']);
});
