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

  it('I13 connect as before by another rule, by name, by range or to others', () => {
    for (const port of [{ port: 'http' }, { port: '8000', end_port: 9999 }, { protocol: 'TCP' }])
      expect(impact(leaves([port]))).toBe('none');
    expect(impact(leaves([{ port: '8080' }, { port: '9090' }]))).toBe('none');
    expect(impact(leaves([{ port: '8080' }]), leaves([{ port: '9090' }], {}, 'more'))).toBe('none');
    expect(impact(leaves([{ port: '8080' }], { pod_selector: [{ match_labels: { app: 'database' } }] }))).toBe('none');
    expect(impact(leaves([{ port: '8080' }], { ip_block: [{ cidr: '10.0.0.0/8' }] }))).toBe('none');
  });
});

/** Processor time in which a release is forecast whose workloads all have a policy and roll. */
function milliseconds(count: number): number {
  const labels = (index: number): Values => ({ app: `web-${index}` });
  const version = (index: number, image: string): Values => ({
    metadata: metadata(`web-${index}`),
    spec: [{ template: [{ metadata: [{ labels: labels(index) }], spec: [{ container: [container({ image })] }] }] }],
  });
  const { plans, changes } = read([
    {
      stack: 'lab',
      entries: Array.from({ length: count }, (_, index) => [
        updated(`kubernetes_deployment_v1.web-${index}`, version(index, 'a:1'), version(index, 'a:2')),
        unchanged(`kubernetes_service_v1.web-${index}`, {
          ...service({ selector: labels(index) }),
          metadata: metadata(`web-${index}`),
        }),
        policy(
          `web-${index}`,
          Array.from({ length: 20 }, () => ({ port: '8080' })),
          'gateway',
          labels(index),
        ),
      ]).flat(),
    },
  ]);
  const started = process.cpuUsage();
  forecastRelease(plans, changes);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

it('I13 is asked of many workloads with a policy each in proportion', () => {
  milliseconds(100);
  const least = (count: number): number => Math.min(milliseconds(count), milliseconds(count));
  // Four times as many of them cost up to sixteen times as much where each asks every policy.
  expect(least(1000) / least(250)).toBeLessThan(9);
});
