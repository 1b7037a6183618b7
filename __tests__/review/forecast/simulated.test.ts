import fc from 'fast-check';
import { simulateDeployment } from '../../../kubernetes/simulate/deployment';
import type { Delays, Measured } from '../../../kubernetes/simulate/pod';
import { simulateStatefulSet } from '../../../kubernetes/simulate/stateful-set';
import type { Forecast } from '../../../review/model';
import { agrees, keepProof } from '../../support/agreement';
import { container, deployment, statefulSet } from '../../support/kubernetes-values';
import { updated, type Values } from '../../support/plan-builder';
import { workloadsOf } from './release';

/**
 * Whole forecasts, made from plan JSON by the reader, the diff and the rules, against the controllers played step by step.
 * All pods drain and have a probe, so that the numbers alone decide the impact.
 */
const pods = fc.integer({ min: 0, max: 9 });
const share = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
);
const delays = fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 12 }).map((steps): Delays => {
  const step = (at: number): number => steps[at % steps.length] as number;
  return { ready: step, stop: step };
});

const old = [container()];
const next = [container({ image: 'registry.example/web:1.1.0-0123456789ab' })];

function forecastOf(address: string, before: Values, after: Values): Forecast | undefined {
  return workloadsOf([updated(address, before, after)])[0]?.forecast;
}

function impactOf(before: number, { lowestAvailable }: Measured): Forecast['impact'] {
  if (lowestAvailable >= before) return 'none';
  return lowestAvailable === 0 ? 'outage' : 'reduced';
}

function expectAgreement(forecast: Forecast | undefined, before: number, played: Measured): void {
  const { lowestAvailable, highestRunning } = played;
  expect(played.finished).toBe(true);
  expect(forecast).toMatchObject({ lowestAvailable, highestRunning, impact: impactOf(before, played) });
  expect(played.highestWithTerminating).toBeLessThanOrEqual(forecast?.highestWithTerminating as number);
}

afterAll(keepProof);

describe('what is forecast from a plan is what the played controllers do', () => {
  it('for Deployments of both strategies', () => {
    const strategy = fc.constantFrom('RollingUpdate' as const, 'RollingUpdate' as const, 'Recreate' as const);
    agrees(
      'forecast of Deployments',
      fc.property(
        fc.record({ before: pods, after: pods, strategy, maxSurge: share, maxUnavailable: share }),
        fc.boolean(),
        delays,
        (release, templateChanges, chance) => {
          fc.pre(templateChanges || release.before !== release.after);
          // Kubernetes refuses it (C1), so that no controller ever plays it.
          fc.pre(![release.maxSurge, release.maxUnavailable].every((value) => /^0%?$/.test(String(value))));
          const spec = (replicas: number): Values => ({
            replicas: String(replicas),
            strategy: [
              release.strategy === 'Recreate'
                ? { type: 'Recreate', rolling_update: [] }
                : {
                    type: 'RollingUpdate',
                    rolling_update: [
                      { max_surge: String(release.maxSurge), max_unavailable: String(release.maxUnavailable) },
                    ],
                  },
            ],
          });
          const forecast = forecastOf(
            'kubernetes_deployment_v1.web',
            deployment({ spec: spec(release.before), containers: old }),
            deployment({ spec: spec(release.after), containers: templateChanges ? next : old }),
          );
          expectAgreement(forecast, release.before, simulateDeployment({ ...release, templateChanges }, chance));
        },
      ),
    );
  });

  it('for StatefulSets with any partition', () => {
    const podManagementPolicy = fc.constantFrom('OrderedReady' as const, 'Parallel' as const);
    agrees(
      'forecast of StatefulSets',
      fc.property(
        fc.record({ before: pods, after: pods, partition: pods, podManagementPolicy }),
        fc.boolean(),
        delays,
        (release, templateChanges, chance) => {
          fc.pre(templateChanges || release.before !== release.after);
          const spec = (replicas: number): Values => ({
            replicas: String(replicas),
            pod_management_policy: release.podManagementPolicy,
            update_strategy: [{ type: 'RollingUpdate', rolling_update: [{ partition: release.partition }] }],
          });
          const forecast = forecastOf(
            'kubernetes_stateful_set_v1.database',
            statefulSet({ spec: spec(release.before), containers: old }),
            statefulSet({ spec: spec(release.after), containers: templateChanges ? next : old }),
          );
          const played = simulateStatefulSet({ ...release, templateChanges, maxUnavailable: 1 }, chance);
          expectAgreement(forecast, release.before, played);
        },
      ),
    );
  });
});
