import { readPlan } from './read-plan';
import { releaseOf } from '../../review/review';
import type { Release } from '../../review/findings/release';
import type { Plan } from '../../review/model';
import type { PolicyChange } from '../../review/policy/compare';
import { mergePolicy } from '../../review/policy/merge';
import type { PolicyFile } from '../../review/policy/policy';

/** What a fixture of a rule says: plans by stack, and what it needs of a policy. */
export interface Fixture {
  readonly plans: { readonly [stack: string]: string };
  readonly policy?: PolicyFile;
  readonly policyChanges?: readonly PolicyChange[];
  /** How many findings the plan must give. @default 1 */
  readonly findings?: number;
}

/** Plans read as the command reads them, and frozen: a rule that edits what it inspects throws. */
function plansOf({ plans }: Fixture): readonly Plan[] {
  return Object.entries(plans).map(([stack, text]) => deepFreeze(readPlan(text, { stack })));
}

export function releaseOfFixture(fixture: Fixture): Release {
  return releaseOf(plansOf(fixture), mergePolicy(fixture.policy ?? {}), fixture.policyChanges);
}

export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
