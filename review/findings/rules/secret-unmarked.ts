import { coversScalar } from '../../secrets/hide';
import { isMarked } from '../../plan/marks';
import type { Rule } from '../rule';

export const secretUnmarked: Rule = {
  id: 'secret-unmarked',
  severity: 'high',
  on: 'change',
  what: 'An output that was sensitive and is so no longer',
  why: 'Terraform prints it from now on, in every plan, log and state listing.',
  remedy: 'Keep sensitive = true.',
  source: 'developer.hashicorp.com/terraform: Output Values, sensitive',
  *check({ stacks }) {
    for (const { stack, plan } of stacks)
      for (const output of plan.outputs)
        if (coversScalar(output.beforeSensitive) && !isMarked(output.afterSensitive) && output.after !== null)
          yield {
            at: { stack, address: `output.${output.name}` },
            message: `Output ${output.name} is no longer sensitive.`,
          };
  },
};
