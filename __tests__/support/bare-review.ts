import { emptyReview } from '../../review/assembly/empty-review';
import { diffPlan } from '../../review/diff/diff-plan';
import { digestOf } from '../../review/digest/digest';
import type { Plan, Review } from '../../review/model';

const { counts } = emptyReview;

/** A review of differences alone, for tests of what stands below rules and forecast. */
export function bareReview(plans: readonly Plan[], said: readonly string[] = []): Review {
  return {
    ...emptyReview,
    verdictReasons: said,
    digest: digestOf(plans, []),
    stacks: plans.map((plan) => {
      const { changes, outputs, drift } = diffPlan(plan);
      return { stack: plan.stack, counts, incomplete: plan.incomplete, changes, outputs, drift, notices: plan.notices };
    }),
  };
}
