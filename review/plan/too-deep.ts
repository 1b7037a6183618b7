import { PlanError } from './plan-error';

/** Values nested so deeply that walking them exhausts the stack come from no Terraform: said, not crashed on. */
export function neverTooDeep<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError && /call stack/i.test(error.message))
      throw new PlanError('The plan is nested too deeply to be a plan that Terraform made.');
    throw error;
  }
}
