import { diffPlan } from '../../review/diff/diff-plan';
import { digestOf } from '../../review/digest/digest';
import type { Counts, Plan, Review } from '../../review/model';

const counts: Counts = {
  create: 0,
  update: 0,
  replace: 0,
  delete: 0,
  move: 0,
  import: 0,
  forget: 0,
  read: 0,
  unknown: 0,
  outputs: 0,
  invoke: 0,
  drifted: 0,
};

/** A review of differences alone, for tests of what stands below rules and forecast. */
export function bareReview(plans: readonly Plan[], said: readonly string[] = []): Review {
  return {
    verdict: 'routine',
    verdictReasons: said,
    digest: digestOf(plans, []),
    complete: true,
    counts,
    stacks: plans.map((plan) => {
      const { changes, outputs, drift } = diffPlan(plan);
      return { stack: plan.stack, counts, incomplete: plan.incomplete, changes, outputs, drift, notices: plan.notices };
    }),
    workloads: [],
    findings: [],
    assumptions: [],
    blindSpots: [],
  };
}
