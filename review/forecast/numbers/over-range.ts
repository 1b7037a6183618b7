import type { PodBounds } from '../../../kubernetes/rollout';
import type { Range } from '../../kinds/kind';

/** Numbers of pods that an autoscaler may have chosen are tried one by one up to this many, beyond it at both ends. */
const mostTried = 400;

export interface RangeBounds {
  readonly bounds: PodBounds;
  /** At some moment none is available though there was one. */
  readonly canReachNone: boolean;
  /** At some moment fewer are available than before. */
  readonly canReachFewer: boolean;
}

/**
 * The bounds of a rollout over every number of pods there may be. `unchanged` says that the number after is the number
 * before, whatever it is: the release does not set it.
 */
export function overRange(
  before: Range,
  after: Range,
  unchanged: boolean,
  boundsOf: (before: number, after: number) => PodBounds,
): RangeBounds {
  const pairs = valuesIn(before).flatMap((from) =>
    (unchanged ? [from] : valuesIn(after)).map((to) => ({ from, bounds: boundsOf(from, to) })),
  );
  return {
    bounds: {
      lowestAvailable: Math.min(...pairs.map(({ bounds }) => bounds.lowestAvailable)),
      highestRunning: Math.max(...pairs.map(({ bounds }) => bounds.highestRunning)),
      highestWithTerminating: Math.max(...pairs.map(({ bounds }) => bounds.highestWithTerminating)),
    },
    canReachNone: pairs.some(({ from, bounds }) => from > 0 && bounds.lowestAvailable === 0),
    canReachFewer: pairs.some(({ from, bounds }) => bounds.lowestAvailable < from),
  };
}

function valuesIn({ low, high }: Range): readonly number[] {
  if (high - low > mostTried) return [low, high];
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}
