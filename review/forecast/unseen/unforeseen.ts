import type { Change, Condition, Forecast, Reason, Workload } from '../../model';

/** What can be said of a workload of which the plans do not show enough for a forecast. */
interface Seen {
  readonly rollout: Forecast['rollout'];
  readonly trigger?: string | undefined;
  readonly reason: Reason;
  readonly conditions?: readonly Condition[];
  /** Why nobody can say whether it completes. */
  readonly hidden: string;
}

/** A workload that a change touches, though nobody can say what its users notice. */
export function unforeseen(
  { stack, address, constructPath, action }: Change,
  called: Pick<Workload, 'kind' | 'namespace' | 'name'>,
  { rollout, trigger, reason, conditions = [], hidden }: Seen,
): Workload {
  return {
    stack,
    address,
    ...(constructPath === undefined ? {} : { constructPath }),
    ...called,
    action,
    images: [],
    forecast: {
      rollout,
      impact: 'unknown',
      reasons: [reason],
      conditions,
      completes: { state: 'unknown', reason: hidden },
      ...(trigger === undefined ? {} : { trigger }),
      podsBefore: null,
      podsAfter: null,
      lowestAvailable: null,
      highestRunning: null,
      highestWithTerminating: null,
    },
  };
}
