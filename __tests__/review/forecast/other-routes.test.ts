import { deployment, service } from '../../support/kubernetes-values';
import { created, type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { workloadsOf } from './release';

/** Routes of the Gateway API that are no HTTPRoutes. */
const route = (kind: string, name: string, spec: Values): Values => ({
  manifest: {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name, namespace: 'shop' },
    spec: { parentRefs: [{ name: 'edge' }], ...spec },
  },
});
const rule = (backend: string, ...methods: readonly Values[]): Values => ({
  ...(methods.length === 0 ? {} : { matches: methods.map((method) => ({ method })) }),
  backendRefs: [{ name: backend, port: 80 }],
});
const calls = (method?: string): Values => ({ service: 'shop.Cart', method });
const around: readonly Entry[] = [
  unchanged('kubernetes_deployment_v1.web', deployment()),
  unchanged('kubernetes_service_v1.web', service()),
];
const told = (...entries: readonly Entry[]) =>
  workloadsOf([...around, ...entries]).map(({ forecast }) => [forecast.impact, forecast.reasons[0]?.text]);
const changes = (kind: string, was: Values, is: Values) =>
  told(updated('kubernetes_manifest.route', route(kind, 'web', was), route(kind, 'web', is)));

it.each(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'])('I12 I21 a backend of a %s that goes or moves', (kind) => {
  const [before, none] = [{ rules: [rule('web')] }, { rules: [{ backendRefs: [] }] }];
  expect(changes(kind, before, none)).toEqual([['outage', `${kind} web no longer leads */ here.`]]);
  expect(changes(kind, before, { rules: [rule('other')] })).toEqual([
    ['unknown', `${kind} web leads */ to Service other, which is in no plan of this release.`],
  ]);
});

it('I21 ways of one kind do not stand in for those of another', () => {
  const http = unchanged('kubernetes_manifest.http', route('HTTPRoute', 'http', { rules: [rule('other')] }));
  const [was, is] = ['a.example', 'b.example'].map((host) =>
    route('GRPCRoute', 'web', { hostnames: [host], rules: [rule('web')] }),
  );
  expect(told(http, updated('kubernetes_manifest.route', was as Values, is as Values))).toEqual([
    ['outage', 'GRPCRoute web no longer leads a.example/ here.'],
  ]);
});

describe('I21 calls of gRPC', () => {
  const leads = (text: string) => [
    'unknown',
    `GRPCRoute ${text} to Service other, which is in no plan of this release.`,
  ];
  const both = (...rules: readonly Values[]) =>
    changes('GRPCRoute', { rules: [rule('web', calls())] }, { rules: [rule('web', calls()), ...rules] });

  it('I21 go to the rule that names their method, unless another comes first', () => {
    expect(both(rule('other', calls('Add')))).toEqual([
      leads('web leads */ (method service shop.Cart, method method Add)'),
    ]);
    expect(both(rule('other', { service: 'shop.Pay' }))).toEqual([['none', expect.any(String)]]);
    expect(both(rule('other'))).toEqual([['none', expect.any(String)]]);
  });

  it('I21 may go to a rule for a method of any service, or by pattern', () => {
    for (const method of [{ method: 'Add' }, { type: 'RegularExpression', service: 'shop.*' }])
      expect(both(rule('other', method))).toEqual([['unknown', expect.stringContaining('which requests of */')]]);
  });

  it('I21 go to a new route that is nearer, and stay where the old one is as near', () => {
    const still = unchanged('kubernetes_manifest.route', route('GRPCRoute', 'web', { rules: [rule('web')] }));
    const next = (...methods: readonly Values[]) =>
      told(
        still,
        created('kubernetes_manifest.next', route('GRPCRoute', 'next', { rules: [rule('other', ...methods)] })),
      );
    expect(next(calls())).toEqual([leads('next leads */ (method service shop.Cart)')]);
    expect(next()).toEqual([]);
  });
});

it('I21 connections go to the TLSRoute of the nearest host', () => {
  const of = (name: string, host: string, backend: string) =>
    route('TLSRoute', name, { hostnames: [host], rules: [rule(backend)] });
  const wide = unchanged('kubernetes_manifest.route', of('web', '*.example', 'web'));
  const next = (host: string) => told(wide, created('kubernetes_manifest.next', of('next', host, 'other')))[0]?.[0];
  expect([next('a.example'), next('a.test'), next('*.example')]).toEqual(['unknown', undefined, undefined]);
});
