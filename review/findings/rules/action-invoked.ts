import { field, textField } from '../../plan/json';
import type { Rule } from '../rule';

export const actionInvoked: Rule = {
  id: 'action-invoked',
  severity: 'high',
  on: 'change',
  what: "A provider's action that the apply invokes besides changing resources",
  why: 'It calls, restarts or runs something at once; what it does stands in no plan, and no rollback undoes it.',
  remedy: 'Ask who wrote the action what it does, or invoke it apart from the release.',
  source: 'developer.hashicorp.com/terraform: Actions (Terraform 1.14)',
  *check({ stacks }) {
    for (const { stack, plan } of stacks)
      for (const invocation of plan.invocations ?? []) {
        const address = textField(invocation, 'address') ?? textField(invocation, 'type') ?? 'An action';
        const trigger = textField(field(invocation, 'lifecycle_action_trigger'), 'triggering_resource_address');
        yield {
          // No object of the plan: the apply as a whole does it.
          at: { stack, address: '' },
          subject: address,
          message: `${address} is invoked${trigger === undefined ? '' : ` when ${trigger} changes`}; what it does is not in the plan.`,
        };
      }
  },
};
