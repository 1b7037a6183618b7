import fc from 'fast-check';
import {
  daemonBounds,
  fenceposts,
  type Fenceposts,
  recreateBounds,
  rollingBounds,
  scalingBounds,
  statefulBounds,
} from '../../kubernetes/rollout';
import { simulateDaemonSet } from '../../kubernetes/simulate/daemon-set';
import { simulateDeployment } from '../../kubernetes/simulate/deployment';
import type { Delays } from '../../kubernetes/simulate/pod';
import { simulateStatefulSet } from '../../kubernetes/simulate/stateful-set';
import { agrees, keepProof } from '../support/agreement';

// Two steps at least: a pod that is available before the controller looks again would hide the lowest point.
const delays = fc
  .record({
    ready: fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 20 }),
    stop: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 20 }),
  })
  .map(({ ready, stop }): Delays => ({ ready: cycle(ready), stop: cycle(stop) }));
const cycle =
  (values: readonly number[]) =>
  (at: number): number =>
    values[at % values.length] as number;
/** Old pods outlive the whole rollout, so that the bound with terminating pods is reached. */
const lingering: Delays = { ready: () => 2, stop: () => 120 };

const share = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
);
const pods = fc.integer({ min: 0, max: 12 });

afterAll(keepProof);

describe('the closed form and the step by step simulation agree', () => {
  it('on rolling updates of Deployments, with and without another number of replicas', () => {
    agrees(
      'closed form on rolling updates of Deployments, with and without another number of replicas',
      fc.property(pods, pods, share, share, delays, (before, after, maxSurge, maxUnavailable, chance) => {
        const release = {
          before,
          after,
          templateChanges: true,
          strategy: 'RollingUpdate',
          maxSurge,
          maxUnavailable,
        } as const;
        const bounds = rollingBounds(before, after, fenceposts(maxSurge, maxUnavailable, after) as Fenceposts);
        const played = simulateDeployment(release, chance);
        expect(played).toMatchObject({
          finished: true,
          lowestAvailable: bounds.lowestAvailable,
          highestRunning: bounds.highestRunning,
        });
        expect(played.highestWithTerminating).toBeLessThanOrEqual(bounds.highestWithTerminating);
        expect(simulateDeployment(release, lingering)).toMatchObject(bounds);
      }),
      2,
    );
  });

  it('on Recreate', () => {
    agrees(
      'closed form on Recreate',
      fc.property(pods, pods, delays, (before, after, chance) => {
        const played = simulateDeployment(
          { before, after, templateChanges: true, strategy: 'Recreate', maxSurge: 0, maxUnavailable: 0 },
          chance,
        );
        expect(played).toEqual({ finished: true, ...recreateBounds(before, after) });
      }),
    );
  });

  it('on a change of replicas alone', () => {
    agrees(
      'closed form on a change of replicas alone',
      fc.property(pods, pods, delays, (before, after, chance) => {
        const one = { before, after, templateChanges: false } as const;
        const deployment = { ...one, strategy: 'RollingUpdate', maxSurge: 1, maxUnavailable: 0 } as const;
        const expected = { finished: true, ...scalingBounds(before, after) };
        expect(simulateDeployment(deployment, chance)).toEqual(expected);
        for (const podManagementPolicy of ['OrderedReady', 'Parallel'] as const)
          expect(simulateStatefulSet({ ...one, partition: 0, podManagementPolicy, maxUnavailable: 1 }, chance)).toEqual(
            expected,
          );
      }),
    );
  });

  it('on StatefulSets, with partition, in order or in parallel, scaled in the same release', () => {
    const policy = fc.constantFrom('OrderedReady' as const, 'Parallel' as const);
    agrees(
      'closed form on StatefulSets, with partition, in order or in parallel, scaled in the same release',
      fc.property(pods, pods, pods, policy, delays, (before, after, partition, podManagementPolicy, chance) => {
        const rollout = { before, after, partition, maxUnavailable: 1 };
        const played = simulateStatefulSet({ ...rollout, templateChanges: true, podManagementPolicy }, chance);
        expect(played).toEqual({ finished: true, ...statefulBounds(rollout) });
      }),
    );
  });

  it('on StatefulSets that may miss several pods at once', () => {
    agrees(
      'closed form on StatefulSets that may miss several pods at once',
      fc.property(pods, fc.integer({ min: 2, max: 5 }), pods, delays, (replicas, maxUnavailable, partition, chance) => {
        const rollout = { before: replicas, after: replicas, partition, maxUnavailable };
        for (const podManagementPolicy of ['OrderedReady', 'Parallel'] as const)
          expect(simulateStatefulSet({ ...rollout, templateChanges: true, podManagementPolicy }, chance)).toEqual({
            finished: true,
            ...statefulBounds(rollout),
          });
      }),
    );
  });

  it('on DaemonSets, with surge or without', () => {
    agrees(
      'closed form on DaemonSets, with surge or without',
      fc.property(pods, share, fc.boolean(), delays, (nodes, value, surges, chance) => {
        const [maxSurge, maxUnavailable] = surges ? [value, 0] : [0, value];
        const bounds = daemonBounds(nodes, maxSurge, maxUnavailable);
        const played = simulateDaemonSet({ nodes, maxSurge, maxUnavailable }, chance);
        expect(played).toMatchObject({
          finished: true,
          lowestAvailable: bounds?.lowestAvailable,
          highestRunning: bounds?.highestRunning,
        });
        expect(played.highestWithTerminating).toBeLessThanOrEqual(bounds?.highestWithTerminating as number);
        expect(simulateDaemonSet({ nodes, maxSurge, maxUnavailable }, lingering)).toMatchObject(bounds as object);
      }),
    );
  });

  it('which a bound that is one pod off does not', () => {
    const wrong = fc.property(fc.integer({ min: 2, max: 9 }), delays, (replicas, chance) => {
      const release = { before: replicas, after: replicas, templateChanges: true, strategy: 'RollingUpdate' } as const;
      const played = simulateDeployment({ ...release, maxSurge: 1, maxUnavailable: 1 }, chance);
      return played.lowestAvailable === rollingBounds(replicas, replicas, { surge: 1, unavailable: 0 }).lowestAvailable;
    });
    expect(fc.check(wrong, { numRuns: 50 }).failed).toBe(true);
  });
});
