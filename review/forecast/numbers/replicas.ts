import { deploymentDefaults } from '../../../kubernetes/rollout';
import { flagAt, isUnknownAt, numberAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import { kindNamed } from '../../kinds';
import type { Range } from '../../kinds/kind';
import type { Json } from '../../model';
import { nearestCount } from '../refused/values';
import { nameOf, namespaceOf } from '../identity';
import { sideOf, type World } from '../world';

/** How many pods a workload runs on one side; null where only the cluster knows. */
export function podsOn(kind: string, side: Json | null, world: World): Range | null {
  if (side === null) return { low: 0, high: 0 };
  if (kind === 'DaemonSet' || kindNamed(kind)?.runsToCompletion) return null;
  if (kind === 'Pod') return { low: 1, high: 1 };
  if (isUnknownAt(side, 'spec', 'replicas')) return null;
  const given = statedReplicas(side);
  if (given !== undefined) return { low: given, high: given };
  const scaler = autoscalerOf(kind, side, world);
  if (scaler === undefined) return { low: deploymentDefaults.replicas, high: deploymentDefaults.replicas };
  const bounds = autoscalerBounds(sideOf(scaler, world.when));
  // A number that is taken away becomes the default at once, and the autoscaler raises it later.
  return bounds === null || flagAt(side, 'replicasWithdrawn') !== true
    ? bounds
    : { low: Math.min(bounds.low, deploymentDefaults.replicas), high: bounds.high };
}

/** How many pods an object says it has: by itself, or as the cluster had it where the object leaves the number alone. */
export function statedReplicas(side: Json | null): number | undefined {
  const stated = numberAt(side, 'spec', 'replicas') ?? numberAt(side, 'clusterReplicas');
  return stated === undefined ? undefined : nearestCount(stated);
}

/** The autoscaler that decides the number of pods of a workload. */
export function autoscalerOf(kind: string, side: Json | null, world: World): ReleaseObject | undefined {
  return world.autoscalerOf(kind, namespaceOf(side), nameOf(side));
}

/** Source: defaults of autoscaling/v2, minReplicas 1. */
export function autoscalerBounds(scaler: Json | null): Range | null {
  if (isUnknownAt(scaler, 'spec', 'minReplicas') || isUnknownAt(scaler, 'spec', 'maxReplicas')) return null;
  const high = numberAt(scaler, 'spec', 'maxReplicas');
  const low = numberAt(scaler, 'spec', 'minReplicas') ?? 1;
  return high === undefined || high < low ? null : { low, high };
}
