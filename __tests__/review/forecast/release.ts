import { diffPlan } from '../../../review/diff/diff-plan';
import { forecastRelease } from '../../../review/forecast/forecast';
import { objectsOf } from '../../../review/kubernetes-object';
import type { Change, Forecast, Plan, Workload } from '../../../review/model';
import { readPlan } from '../../support/read-plan';
import type { Assumption } from '../../../review/policy/policy';
import { danglingOf } from '../../../review/references';
import { type Entry, type Extras, planText, type Values } from '../../support/plan-builder';
import { deepFreeze } from '../../support/release-of';

/** One stack of a release as entries of a plan. */
export interface Stack {
  readonly stack: string;
  readonly entries: readonly Entry[];
  readonly extras?: Extras;
}

export interface Read {
  readonly plans: readonly Plan[];
  readonly changes: readonly Change[];
}

/** A plan whose provider goes to the cluster of this context. */
export const cluster = (context: string): Extras => ({
  configuration: {
    provider_config: {
      kubernetes: {
        full_name: 'registry.terraform.io/hashicorp/kubernetes',
        expressions: { config_context: { constant_value: context } },
      },
    },
  },
});

/** Plans go through the reader and the diff, frozen, as a real release does. */
export function read(stacks: readonly Stack[]): Read {
  const plans = stacks.map(({ stack, entries, extras }) => deepFreeze(readPlan(planText(entries, extras), { stack })));
  return deepFreeze({ plans, changes: plans.flatMap((plan) => diffPlan(plan).changes) });
}

export function workloadsOf(entries: readonly Entry[], assumptions: readonly Assumption[] = []): readonly Workload[] {
  return workloadsOfStacks([{ stack: 'lab', entries }], assumptions);
}

export function workloadsOfStacks(
  stacks: readonly Stack[],
  assumptions: readonly Assumption[] = [],
): readonly Workload[] {
  const { plans, changes } = read(stacks);
  return forecastRelease(plans, changes, { assumptions });
}

/** The forecast of the only workload that the release touches. */
export function forecast(entries: readonly Entry[], assumptions: readonly Assumption[] = []): Forecast {
  const [only, ...more] = workloadsOf(entries, assumptions);
  if (only === undefined || more.length > 0)
    throw new Error(`${more.length + (only ? 1 : 0)} workloads are touched, not one`);
  return only.forecast;
}

export function dangling(entries: readonly Entry[]): readonly string[] {
  const { plans, changes } = read([{ stack: 'lab', entries }]);
  return danglingOf(objectsOf(plans, changes)).map(({ message }) => message);
}

/** The first block of a resource's list with other fields: `inSpec(deployment(), { replicas: '5' })`. */
export function inSpec(values: Values, fields: Values): Values {
  const [spec] = values.spec as readonly Values[];
  return { ...values, spec: [{ ...spec, ...fields }] };
}
