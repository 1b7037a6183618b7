import type { Change, Drift, OutputDifference, Plan } from '../model';

export interface PlanDifference {
  readonly changes: readonly Change[];
  readonly outputs: readonly OutputDifference[];
  readonly drift: readonly Drift[];
  /** Drift entries that are known noise of their provider, or null against [] only. */
  readonly driftNoise: number;
}

/** What a plan changes, by meaning. No-op entries are left out unless they move, import or forget something. */
export function diffPlan(_plan: Plan): PlanDifference {
  return { changes: [], outputs: [], drift: [], driftNoise: 0 };
}
