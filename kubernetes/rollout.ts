/**
 * How many pods the controllers keep while a workload changes: Kubernetes' own arithmetic, and nothing of a plan.
 * All functions take what is written (a number or a percentage, absent where it is not) and apply the defaults.
 */

/** A number of pods or a percentage of the wanted ones, as `maxSurge` and `maxUnavailable` take it. */
export type PodCount = number | `${number}%`;

/** `'25%'`, `'1'` and `1` all are counts; undefined for anything else. */
export function podCountOf(value: unknown): PodCount | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  return /^\d+%$/.test(value) ? (value as PodCount) : undefined;
}

const resolve = (count: PodCount, of: number, round: (pods: number) => number): number =>
  typeof count === 'number' ? count : round((of * Number(count.slice(0, -1))) / 100);

export interface RollingUpdate {
  /** @default '25%' */
  readonly maxSurge?: PodCount;
  /** @default '25%' */
  readonly maxUnavailable?: PodCount;
}

/** Both limits as numbers of pods. */
export interface Fenceposts {
  readonly surge: number;
  readonly unavailable: number;
}

/**
 * Surge rounds up, unavailable rounds down, and when both are zero one pod may be missing, else nothing could move.
 * Source: `ResolveFenceposts` in kubernetes/pkg/controller/deployment/util; defaults: API reference, RollingUpdateDeployment.
 */
export function fenceposts(replicas: number, { maxSurge = '25%', maxUnavailable = '25%' }: RollingUpdate): Fenceposts {
  const surge = resolve(maxSurge, replicas, Math.ceil);
  const unavailable = resolve(maxUnavailable, replicas, Math.floor);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : Math.min(unavailable, replicas) };
}

/** Pods of a workload over the whole change. */
export interface PodBounds {
  /** Fewest ready pods at any moment that the controller allows, when new pods become ready at all. */
  readonly lowestAvailable: number;
  /** Most pods that are not terminating. */
  readonly highestRunning: number;
  /** Most pods that exist, those that are terminating included: what memory, CPU and quota must hold. */
  readonly highestWithTerminating: number;
}

/**
 * A Deployment that rolls from `before` pods of the old template to `after` pods of the new one.
 *
 * When the number changes too, the old pods are scaled to the new number first (`isScalingEvent`, `scale` in
 * kubernetes/pkg/controller/deployment/sync.go; only where there are active pods) and rolled then (rolling.go).
 * Terminating pods are not counted against the surge, so in the worst case, with long terminations, every old pod still
 * exists while every new one runs.
 */
export function rollingDeployment(before: number, after: number, update: RollingUpdate): PodBounds {
  if (after === 0) return scaled(before, 0);
  const { surge, unavailable } = fenceposts(after, update);
  const old = before === 0 ? 0 : Math.max(before, after);
  const oldWhileRolling = before === 0 ? 0 : after;
  return {
    lowestAvailable: Math.min(before, after - unavailable),
    highestRunning: Math.max(old, Math.min(after + surge, oldWhileRolling + after)),
    highestWithTerminating: old + after,
  };
}

/** All old pods are gone before the first new one is made. Source: `rolloutRecreate`, same folder. */
export function recreatedDeployment(before: number, after: number): PodBounds {
  // Scaled up first by the old template, as above.
  const most = before === 0 ? after : Math.max(before, after);
  return { lowestAvailable: 0, highestRunning: most, highestWithTerminating: most };
}

/** More or fewer pods of the same template; pods that stop are terminating while none is started in their place. */
export function scaled(before: number, after: number): PodBounds {
  const most = Math.max(before, after);
  return { lowestAvailable: Math.min(before, after), highestRunning: most, highestWithTerminating: most };
}

/**
 * The object itself goes and comes: with the old one gone first there is a moment without any pod; with the new one
 * first both exist side by side. Deleting is in the background: old pods may still terminate while new ones run.
 */
export function replacedWorkload(before: number, after: number, newFirst: boolean): PodBounds {
  return {
    lowestAvailable: newFirst ? Math.min(before, after) : 0,
    highestRunning: newFirst ? before + after : Math.max(before, after),
    highestWithTerminating: before + after,
  };
}

export interface StatefulRollingUpdate {
  /** Pods with a lower ordinal keep the old template. @default 0 */
  readonly partition?: number;
}

/** How many pods of a StatefulSet take the new template. */
export const podsAbovePartition = (replicas: number, { partition = 0 }: StatefulRollingUpdate): number =>
  Math.max(0, replicas - partition);

/**
 * A StatefulSet replaces one pod at a time, the highest ordinal first, and waits until the new one is ready; a name is
 * given again only when its old pod is gone, so there is never one more. `podManagementPolicy: Parallel` changes nothing
 * of that for updates. Source: `updateStatefulSet` in kubernetes/pkg/controller/statefulset; API reference, RollingUpdateStatefulSetStrategy.
 */
export function rollingStatefulSet(before: number, after: number, update: StatefulRollingUpdate): PodBounds {
  const most = Math.max(before, after);
  const kept = Math.min(before, after);
  const missing = kept > 0 && podsAbovePartition(kept, update) > 0 ? 1 : 0;
  return { lowestAvailable: kept - missing, highestRunning: most, highestWithTerminating: most };
}
