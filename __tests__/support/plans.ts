import { container, deployment, type WorkloadParts } from './kubernetes-values';
import { created, deleted, planText, replaced, updated, type Entry, type Extras, type Values } from './plan-builder';
import type { Fixture } from './release-of';

/** One stack called web with these entries. */
export const stackOf = (entries: readonly Entry[], extras?: Extras): Fixture => ({
  plans: { web: planText(entries, extras) },
});

/** One object of a type, named `main`, that goes from one value to the other; null where it is not. */
export function objectPlan(type: string, before: Values | null, after: Values | null): Fixture {
  const address = `${type}.main`;
  if (before === null && after !== null) return stackOf([created(address, after)]);
  if (before !== null && after === null) return stackOf([deleted(address, before)]);
  return stackOf([updated(address, before as Values, after as Values)]);
}

/** The same, replaced in Terraform's usual order. */
export const replacedPlan = (type: string, before: Values, after: Values): Fixture =>
  stackOf([replaced(`${type}.main`, before, after)]);

/** The Deployment web. */
export const webPlan = (before: WorkloadParts, after: WorkloadParts): Fixture =>
  objectPlan('kubernetes_deployment_v1', deployment(before), deployment(after));

/** The one container of the Deployment web. */
export const containerPlan = (before: Values, after: Values): Fixture =>
  webPlan({ containers: [container(before)] }, { containers: [container(after)] });
