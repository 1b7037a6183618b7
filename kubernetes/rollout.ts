import { type IntOrPercent, scaled } from './int-or-percent';

/**
 * How many pods a rollout leaves and needs, as closed forms. Each rule is numbered in docs/forecast.md; simulate/ plays
 * the controllers step by step to check them.
 */
export interface PodBounds {
  /** Fewest pods that are available at any moment from start to end. */
  readonly lowestAvailable: number;
  /** Most pods that exist and are not terminating. */
  readonly highestRunning: number;
  /** Most pods that exist, those included that take their grace period to stop. */
  readonly highestWithTerminating: number;
}

/** Defaults of apps/v1. Source: `pkg/apis/apps/v1/defaults.go`. */
export const deploymentDefaults = { replicas: 1, maxSurge: '25%', maxUnavailable: '25%' } as const;
export const daemonSetDefaults = { maxSurge: 0, maxUnavailable: 1 } as const;

export interface Fenceposts {
  readonly surge: number;
  readonly unavailable: number;
}

/**
 * Surge rounds up, unavailable rounds down, and when both come to nothing one pod may go, else nothing would move.
 * Source: ResolveFenceposts in `pkg/controller/deployment/util/deployment_util.go`.
 */
export function fenceposts(
  maxSurge: IntOrPercent,
  maxUnavailable: IntOrPercent,
  replicas: number,
): Fenceposts | undefined {
  const surge = scaled(maxSurge, replicas, 'up');
  const unavailable = scaled(maxUnavailable, replicas, 'down');
  if (surge === undefined || unavailable === undefined) return undefined;
  const least = surge === 0 && unavailable === 0 ? 1 : unavailable;
  return { surge, unavailable: Math.min(least, replicas) };
}

/**
 * Only the number changes: pods come or go, none is exchanged. Deployment, StatefulSet and ReplicaSet alike.
 */
export function scalingBounds(before: number, after: number): PodBounds {
  const most = Math.max(before, after);
  return { lowestAvailable: Math.min(before, after), highestRunning: most, highestWithTerminating: most };
}

/**
 * A Deployment's rolling update, perhaps together with another number of replicas. The controller brings the old
 * ReplicaSet to the new number first, then rolls. Source: isScalingEvent and scale in `deployment/sync.go`,
 * NewRSNewReplicas in `deployment_util.go`, reconcileOldReplicaSets in `deployment/rolling.go`.
 */
export function rollingBounds(before: number, after: number, { surge, unavailable }: Fenceposts): PodBounds {
  if (before === 0 || after === 0) return scalingBounds(before, after);
  return {
    lowestAvailable: Math.min(before, after - Math.min(unavailable, after)),
    highestRunning: Math.max(before, after + Math.min(surge, after)),
    // Old pods may take their whole grace period, and the new ones do not wait for that.
    highestWithTerminating: Math.max(before, after) + after,
  };
}

/**
 * `Recreate`: new pods start when the last old one is gone. Source: rolloutRecreate in `deployment/recreate.go`.
 */
export function recreateBounds(before: number, after: number): PodBounds {
  return { ...scalingBounds(before, after), lowestAvailable: 0 };
}

interface StatefulRollout {
  readonly before: number;
  readonly after: number;
  /** Ordinals from here on take the new revision. */
  readonly partition: number;
  /** Pods that may be away at once; 1 unless the cluster has the feature MaxUnavailableStatefulSet. */
  readonly maxUnavailable: number;
}

/** How many of the pods that live through a StatefulSet's rollout are exchanged. */
export function statefulPodsRolled({ before, after, partition }: StatefulRollout): number {
  return Math.max(0, Math.min(before, after) - partition);
}

/**
 * A StatefulSet exchanges pods in place, from the highest ordinal down, so that a pod's name is never there twice.
 * Source: updateStatefulSet in `pkg/controller/statefulset/stateful_set_control.go`.
 */
export function statefulBounds(rollout: StatefulRollout): PodBounds {
  const { before, after, maxUnavailable } = rollout;
  const bounds = scalingBounds(before, after);
  const rolled = statefulPodsRolled(rollout);
  if (rolled === 0) return bounds;
  return { ...bounds, lowestAvailable: Math.min(before, after - Math.min(maxUnavailable, rolled)) };
}

/** A percentage rounds down and never below one. Source: getStatefulSetMaxUnavailable in `stateful_set_utils.go`. */
export function statefulMaxUnavailable(value: IntOrPercent, replicas: number): number | undefined {
  const pods = scaled(value, replicas, 'down');
  return pods === undefined ? undefined : Math.max(1, pods);
}

/**
 * A DaemonSet on `nodes` nodes. No plan says how many there are, so no forecast prints these numbers; they
 * are rule N9 for the simulator to check. Both values round up; both nothing means one unavailable; both set is refused
 * by the API.
 * Source: updatedDesiredNodeCounts and rollingUpdate in `pkg/controller/daemon/update.go`.
 */
export function daemonBounds(
  nodes: number,
  maxSurge: IntOrPercent,
  maxUnavailable: IntOrPercent,
): PodBounds | undefined {
  const surge = scaled(maxSurge, nodes, 'up');
  const unavailable = scaled(maxUnavailable, nodes, 'up');
  if (surge === undefined || unavailable === undefined) return undefined;
  if (surge === 0) {
    const away = Math.min(nodes, Math.max(1, unavailable));
    return { lowestAvailable: nodes - away, highestRunning: nodes, highestWithTerminating: nodes };
  }
  return {
    lowestAvailable: nodes,
    highestRunning: nodes + Math.min(surge, nodes),
    highestWithTerminating: 2 * nodes,
  };
}
