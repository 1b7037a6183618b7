import type { Forecast } from '../../../review/model';
import { container, deployment, service } from '../../support/kubernetes-values';
import { unchanged, updated, type Values } from '../../support/plan-builder';
import { forecast } from './release';

/**
 * Releases that were carried out on a real cluster while a load generator asked 100 times a second, every time by a new
 * connection: what failed there, and what is forecast for them. Where requests failed the forecast is never `none`.
 */
interface Measured {
  readonly release: string;
  readonly failed: number;
  readonly of: number;
  readonly impact: Forecast['impact'];
  readonly before?: Values;
  readonly after?: Values;
  readonly strategy?: Values;
}

const image = 'registry.example/web:2.0.0-0123456789ab';
const preStop = (seconds: string): Values => ({
  lifecycle: [{ pre_stop: [{ exec: [{ command: ['sleep', seconds] }] }], post_start: [] }],
});
const noProbe: Values = { readiness_probe: [], startup_probe: [] };
const rolling = (surge: string, unavailable: string): Values => ({
  type: 'RollingUpdate',
  rolling_update: [{ max_surge: surge, max_unavailable: unavailable }],
});

const measured: readonly Measured[] = [
  { release: 'surge, probe, 4 s of preStop', failed: 0, of: 1810, impact: 'none', before: preStop('4') },
  { release: 'no drain', failed: 92, of: 1778, impact: 'errors-possible', before: { lifecycle: [] } },
  { release: 'no readiness probe', failed: 212, of: 1866, impact: 'errors-possible', after: noProbe },
  {
    release: 'Recreate',
    failed: 489,
    of: 2589,
    impact: 'outage',
    before: preStop('4'),
    strategy: { type: 'Recreate', rolling_update: [] },
  },
  {
    release: 'all away at once, new pods ready within the drain of the old ones',
    failed: 0,
    of: 1386,
    impact: 'outage',
    before: preStop('4'),
    strategy: rolling('0', '100%'),
  },
];

it.each(measured)('I1 $release: $failed of $of failed, $impact is forecast', (one) => {
  const spec = { strategy: [one.strategy ?? rolling('1', '0')] };
  const entries = [
    updated(
      'kubernetes_deployment_v1.web',
      deployment({ spec, containers: [container(one.before)] }),
      deployment({ spec, containers: [container({ ...one.after, image })] }),
    ),
    unchanged('kubernetes_service_v1.web', service()),
  ];
  const told = forecast(entries);
  expect(told.impact).toBe(one.impact);
  // What users felt may be milder than the forecast only under a condition that the forecast names.
  if (one.failed === 0 && one.impact !== 'none')
    expect(told.conditions).toContainEqual({
      if: 'every new pod is ready before the old one has stopped serving',
      impact: 'reduced',
    });
});

it('I8 selector and labels moved together: 290 of 1800 failed, outage is forecast', () => {
  const pods = (version: string, tag: string): Values =>
    deployment({
      spec: {
        template: [
          { metadata: [{ labels: { app: 'web', version } }], spec: [{ container: [container({ image: tag })] }] },
        ],
      },
    });
  const entrance = (version: string): Values => service({ selector: { app: 'web', version } });
  const told = forecast([
    updated('kubernetes_deployment_v1.web', pods('a', image), pods('b', image)),
    updated('kubernetes_service_v1.web', entrance('a'), entrance('b')),
  ]);
  expect(told.impact).toBe('outage');
});
