/** The public door: plans and a policy in, a review out. No file, clock, process or network behind it. */
export { reviewRelease, reviewWording, type ReleaseInput } from './review';
export type { Condition } from './findings/conditions';
export type { Release, Thing } from './findings/release';
export type { Hit, Place } from './findings/hit';
export type { Rule } from './findings/rule';
export { isAtLeast, severities } from './findings/severities';
export type { PolicyChange } from './policy/compare';
export type { Assumption, Policy, PolicyFile, Waiver } from './policy/policy';
export type * from './model';
export { decode, looksGzipped, tooBig } from './plan/bytes';
export { PlanError } from './plan/plan-error';
export { readPlans } from './plan/read';
export { oneLine } from './render/escape';
export { renderers, type Format } from './render/renderers';
export { unescaped } from './render/unescape';
export { assertPrintsNone } from './secrets/assert-prints-none';
export { hideCredentials } from './secrets/hide-credentials';
export { collectSecrets, type Secrets } from './secrets/collect';
