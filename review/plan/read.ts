import type { Plan } from '../model';
import { PlanError } from './plan-error';

export interface ReadOptions {
  /** The folder that holds the plan, else the file's base name; never a path. */
  readonly stack: string;
  /** Text of the `cdk.tf.json` beside the plan. */
  readonly constructs?: string;
}

/** Reads the one plan in a text; throws a PlanError that says what the text is instead. */
export function readPlan(text: string, options: ReadOptions): Plan {
  const [plan, ...more] = readPlans(text, options);
  if (plan === undefined || more.length > 0) throw new PlanError(`${more.length + 1} plans where one was expected.`);
  return plan;
}

/** Reads every plan in a text: one, or several as JSON lines. */
export function readPlans(_text: string, _options: ReadOptions): readonly Plan[] {
  throw new PlanError('The reader is not here yet.');
}
