import { type PodBounds, recreateBounds, scalingBounds } from '../../kubernetes/rollout';
import { condition, effect, type Effect } from '../forecast/effect';
import { overRange, type RangeBounds } from '../forecast/numbers/over-range';
import type { Condition } from '../model';
import type { Rollout, WorkloadSides } from './kind';

/** What rollouts of all kinds share: nothing, a change of the number, everything at once. */

export const still: Rollout = { kind: 'none', bounds: null, stops: false, starts: false, effects: [] };

/** Nothing in the plans tells how many pods there are. */
export function countless(kind: Rollout['kind'], trigger: string | undefined, field: string): Rollout {
  const text = `How many pods there are is known only after apply (${field}), so nobody can say how many stay available.`;
  return {
    kind,
    ...(trigger === undefined ? {} : { trigger }),
    bounds: null,
    stops: kind !== 'created',
    starts: true,
    effects: [effect('unknown', text, [field])],
  };
}

/** The number of pods stays, or changes, and no running pod is exchanged. */
export function scaledOrStill(sides: WorkloadSides): Rollout {
  const { podsBefore: before, podsAfter: after } = sides;
  if (before === null || after === null) {
    // Neither side says: nothing sets the number, so nothing changes it.
    return sides.before !== null && sides.after !== null && before === after
      ? still
      : countless('scaled', 'replicas', 'replicas');
  }
  const unchanged = before.low === after.low && before.high === after.high;
  const found = overRange(before, after, unchanged, scalingBounds);
  if (unchanged) return { ...still, bounds: found.bounds };
  return {
    kind: after.high === 0 ? 'stopped' : 'scaled',
    trigger: 'replicas',
    bounds: found.bounds,
    stops: found.canReachFewer,
    starts: after.high > before.low,
    effects: numberEffects(found, ['replicas'], []),
  };
}

/** Pods of the old version go before pods of the new version come. */
export function allAtOnce(
  sides: WorkloadSides,
  kind: 'recreate' | 'replaced',
  trigger: string,
  fields: readonly string[],
  conditions: readonly Condition[],
): Rollout {
  const { podsBefore: before, podsAfter: after } = sides;
  if (before === null || after === null) return countless(kind, trigger, 'replicas');
  const found = overRange(before, after, before.low === after.low && before.high === after.high, recreateBounds);
  return {
    kind: after.high === 0 ? 'stopped' : kind,
    trigger,
    bounds: found.bounds,
    stops: before.high > 0,
    starts: after.high > 0,
    effects: numberEffects(found, fields, conditions),
  };
}

/** What the lowest number of available pods means for users. */
export function numberEffects(
  { bounds, canReachNone, canReachFewer }: RangeBounds,
  fields: readonly string[],
  unlessQuick: readonly Condition[],
): readonly Effect[] {
  if (canReachNone) return [effect('outage', 'At the lowest point no pod is available.', fields, unlessQuick)];
  if (canReachFewer)
    return [effect('reduced', `At the lowest point ${podsWord(bounds)} available, fewer than before.`, fields)];
  return [effect('none', 'At no moment are fewer pods available than before.', fields)];
}

const podsWord = ({ lowestAvailable }: PodBounds): string =>
  lowestAvailable === 1 ? '1 pod is' : `${lowestAvailable} pods are`;

/** Terminating pods answer while nothing else does (kube-proxy since 1.28), so a quick start may hide the gap. */
export const quickStart: Condition = condition(
  'every new pod is ready before the old one has stopped serving',
  'reduced',
);

/** A maxSurge or maxUnavailable that is written as 0, in pods or in percent. */
export const isNothing = (value: string | undefined): boolean => value !== undefined && /^0+%?$/.test(value);
