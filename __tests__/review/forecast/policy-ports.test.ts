import { forecastRelease } from '../../../review/forecast/forecast';
import { container, deployment, metadata, service } from '../../support/kubernetes-values';
import { type Entry, unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast, read } from './release';

const policy = (name: string, ports: readonly Values[], app = 'gateway', labels: Values = { app: 'web' }): Entry =>
  unchanged(`kubernetes_network_policy_v1.${name}`, {
    metadata: metadata(name),
    spec: [
      {
        pod_selector: [{ match_labels: labels }],
        policy_types: ['Ingress'],
        ingress: [{ from: [{ pod_selector: [{ match_labels: { app } }] }], ports }],
      },
    ],
  });
const pods = (port: number, name: string): Values =>
  deployment({ containers: [container({ port: [{ container_port: port, name, protocol: 'TCP' }] })] });
const rolls = (from: readonly [number, string], to: readonly [number, string]): Entry =>
  updated('kubernetes_deployment_v1.web', pods(...from), pods(...to));
const way = (target: string): Values => service({ port: [{ name: 'http', port: 80, target_port: target }] });
const through = (target: string): Entry => unchanged('kubernetes_service_v1.web', way(target));
const moves = rolls([8080, 'http'], [9090, 'http']);

it('I13 pods that move to a port which their unchanged NetworkPolicy lets nobody in to', () => {
  expect(forecast([moves, through('http'), policy('web', [{ port: '8080', end_port: 0 }])])).toMatchObject({
    impact: 'outage',
    reasons: expect.arrayContaining([
      {
        text: 'Service web sends port 80 to port 9090 of the pods from now on, to which no NetworkPolicy of theirs lets anybody in.',
        fields: ['NetworkPolicy web > ingress > ports', 'container > ports'],
      },
    ]),
    conditions: [{ if: 'a policy that is in no plan of this release lets clients in', impact: 'none' }],
  });
  for (const port of [{ port: 'http' }, { port: '8000', end_port: 9999 }, { protocol: 'TCP' }])
    expect(forecast([moves, through('http'), policy('web', [port])]).impact).toBe('none');
});

it('I13 a port that fewer are let in to than to the one before', () => {
  const others = policy('others', [{ port: '9090' }], 'monitor');
  expect(forecast([moves, through('http'), policy('web', [{ port: '8080' }]), others]).impact).toBe('unknown');
  expect(forecast([moves, through('http'), policy('web', [{ port: '8080' }, { port: '9090' }]), others]).impact).toBe(
    'none',
  );
});

it('I13 a port that a NetworkPolicy names and that the new pods call another name', () => {
  const renamed = rolls([8080, 'http'], [8080, 'web']);
  expect(forecast([renamed, through('8080'), policy('web', [{ port: 'http' }])]).impact).toBe('outage');
  expect(forecast([renamed, through('8080'), policy('web', [{ port: '8080' }])]).impact).toBe('none');
});

it('I13 a Service that turns to a port of the pods which nobody is let in to', () => {
  const both = { port: [8080, 9090].map((port) => ({ container_port: port, protocol: 'TCP' })) };
  const still = unchanged('kubernetes_deployment_v1.web', deployment({ containers: [container(both)] }));
  const turns = updated('kubernetes_service_v1.web', way('8080'), way('9090'));
  const fields = (...ports: readonly Values[]) =>
    forecast([still, turns, policy('web', ports)]).reasons.flatMap((reason) => reason.fields);
  expect(fields({ port: '8080' })).toContain('NetworkPolicy web > ingress > ports');
  expect(fields({ port: '8080' }, { port: '9090' })).not.toContain('NetworkPolicy web > ingress > ports');
  expect(fields({ port: '9090', protocol: 'UDP' }, { port: '8080' })).toContain('NetworkPolicy web > ingress > ports');
});

describe('I13 clients whose own NetworkPolicy names the port', () => {
  const leaves = (
    ports: readonly Values[],
    to: Values = { pod_selector: [{ match_labels: { app: 'web' } }] },
    name = 'client',
  ) =>
    unchanged(`kubernetes_network_policy_v1.${name}`, {
      metadata: metadata(name),
      spec: [
        {
          pod_selector: [{ match_labels: { app: 'client' } }],
          policy_types: ['Egress'],
          egress: [{ to: [to], ports }],
        },
      ],
    });
  const impact = (...policies: readonly Entry[]) => forecast([moves, through('http'), ...policies]).impact;

  it('I13 connect no more when the pods listen elsewhere', () => {
    expect(forecast([moves, through('http'), leaves([{ port: '8080' }])])).toMatchObject({
      impact: 'unknown',
      reasons: expect.arrayContaining([
        {
          text: 'Service web sends port 80 to port 9090 of the pods from now on, to which NetworkPolicy client lets no pod connect that it selects, as it does to 8080.',
          fields: ['NetworkPolicy client > egress > ports', 'container > ports'],
        },
      ]),
    });
  });

  it('I13 are told of in one reason', () => {
    const toAll = { pod_selector: [{ match_expressions: [{ key: 'app', operator: 'Exists', values: [] }] }] };
    const other = leaves([{ port: '8080', protocol: 'UDP' }, { port: '8080' }], toAll, 'other');
    const texts = forecast([moves, through('http'), leaves([{ port: '8080' }]), other]).reasons.map(({ text }) => text);
    expect(texts.filter((text) => text.includes('NetworkPolicy'))).toEqual([
      'Service web sends port 80 to port 9090 of the pods from now on, to which NetworkPolicy other and 1 more let no pod connect that they select, as they do to 8080.',
    ]);
  });

  it('I13 connect as before by another rule, by name, by range or to others', () => {
    for (const port of [{ port: 'http' }, { port: '8000', end_port: 9999 }, { protocol: 'TCP' }])
      expect(impact(leaves([port]))).toBe('none');
    expect(impact(leaves([{ port: '8080' }, { port: '9090' }]))).toBe('none');
    expect(impact(leaves([{ port: '8080' }]), leaves([{ port: '9090' }], {}, 'more'))).toBe('none');
    expect(impact(leaves([{ port: '8080' }], { pod_selector: [{ match_labels: { app: 'database' } }] }))).toBe('none');
    expect(impact(leaves([{ port: '8080' }], { ip_block: [{ cidr: '10.0.0.0/8' }] }))).toBe('none');
  });
});

const labelled = (index: number): Values => ({ app: `web-${index}` });
const version = (index: number, more: Values): Values => ({
  metadata: metadata(`web-${index}`),
  spec: [{ template: [{ metadata: [{ labels: labelled(index) }], spec: [{ container: [container(more)] }] }] }],
});
const of = (index: number, port: Values = {}): Values => ({
  ...service({ selector: labelled(index), ...port }),
  metadata: metadata(`web-${index}`),
});

const rolling = (index: number): readonly Entry[] => [
  updated(`kubernetes_deployment_v1.web-${index}`, version(index, { image: 'a:1' }), version(index, { image: 'a:2' })),
  unchanged(`kubernetes_service_v1.web-${index}`, of(index)),
  policy(
    `web-${index}`,
    Array.from({ length: 20 }, () => ({ port: '8080' })),
    'gateway',
    labelled(index),
  ),
];

const listening = (container_port: number): Values => ({ port: [{ container_port, name: 'http', protocol: 'TCP' }] });
const movingFromClient = (index: number): readonly Entry[] => [
  updated(`kubernetes_deployment_v1.web-${index}`, version(index, listening(8080)), version(index, listening(9090))),
  unchanged(
    `kubernetes_service_v1.web-${index}`,
    of(index, { port: [{ name: 'http', port: 80, target_port: 'http', protocol: 'TCP' }] }),
  ),
  unchanged(`kubernetes_network_policy_v1.client-${index}`, {
    metadata: metadata(`client-${index}`),
    spec: [
      {
        pod_selector: [{ match_labels: { app: `client-${index}` } }],
        policy_types: ['Egress'],
        egress: [{ to: [{ pod_selector: [{ match_labels: labelled(index) }] }], ports: [{ port: '8080' }] }],
      },
    ],
  }),
];

/** Processor time in which a release of so many workloads is forecast. */
function milliseconds(count: number, entriesOf: (index: number) => readonly Entry[]): number {
  const entries = Array.from({ length: count }, (_, index) => entriesOf(index)).flat();
  const { plans, changes } = read([{ stack: 'lab', entries }]);
  const started = process.cpuUsage();
  forecastRelease(plans, changes);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

it.each([
  ['roll and have a policy each', rolling],
  ['move to another port and have a client each', movingFromClient],
])('I13 is asked of many workloads that %s in proportion', (_, entriesOf) => {
  milliseconds(100, entriesOf);
  const least = (count: number): number => Math.min(milliseconds(count, entriesOf), milliseconds(count, entriesOf));
  // Four times as many of them cost up to sixteen times as much where each asks every policy.
  expect(least(1000) / least(250)).toBeLessThan(9);
});
