import type { Plan } from '../../review/model';
import { readPlans, type ReadOptions } from '../../review/plan/read';

/** The one plan in a text, as most tests make them. */
export function readPlan(text: string, options: ReadOptions): Plan {
  const plans = readPlans(text, options);
  if (plans.length !== 1) throw new Error(`${plans.length} plans where one was expected`);
  return plans[0] as Plan;
}
