import { assumptionsOf, generalAssumptions } from './assembly/assumptions';
import { blindSpotsOf } from './assembly/blind-spots';
import { countsOf, totalOf } from './assembly/counts';
import { explained } from './assembly/explain';
import { digestOf } from './digest/digest';
import { diffPlan } from './diff/diff-plan';
import { conditions } from './findings/conditions';
import { findingsOf } from './findings/find';
import type { Release } from './findings/release';
import { rules } from './findings/rules';
import { thingsOf } from './findings/things';
import { verdictOf } from './findings/verdict';
import { waiverRules } from './findings/waivers';
import { byCluster } from './forecast/clusters/clusters';
import { forecastRelease } from './forecast/forecast';
import { dataPatches } from './forecast/patches/patch';
import { patchedObjects } from './forecast/patches/patched-objects';
import { toldOnce, worstOfEach } from './forecast/clusters/once-told';
import { refusedOf } from './forecast/refused/objects';
import { unseenOf } from './forecast/unseen/unseen';
import { kinds } from './kinds';
import { objectsOf } from './kubernetes-object';
import type { Plan, Review, StackReview } from './model';
import type { PolicyChange } from './policy/compare';
import { defaultPolicy } from './policy/defaults';
import type { Policy } from './policy/policy';
import { danglingOf } from './references';
import { collectSecrets, type Secrets } from './secrets/collect';
import { maskReview } from './secrets/mask-review';

export interface ReleaseInput {
  /** All plans of the release, in the order in which they are applied. */
  readonly plans: readonly Plan[];
  /** @default - the default policy */
  readonly policy?: Policy;
  /** Decides which waivers have ended. */
  readonly now: Date;
  /** How a proposed policy differs from the one that judges. @default - nothing is proposed */
  readonly policyChanges?: readonly PolicyChange[];
  /** What `collectSecrets(plans, reviewWording(policy))` found, when the caller needs it too. @default - found here */
  readonly secrets?: Secrets;
}

/** Reviews a release: what changes, what users will feel, what the rules find, and the verdict. Already masked. */
export function reviewRelease({
  plans,
  policy = defaultPolicy,
  now,
  policyChanges = [],
  secrets,
}: ReleaseInput): Review {
  const hidden = secrets ?? collectSecrets(plans, reviewWording(policy));
  const release = releaseOf(plans, policy, policyChanges);
  const findings = findingsOf(release, now, policy.rules);
  const stacks = release.stacks.map(({ plan, ...difference }): StackReview => ({
    stack: plan.stack,
    counts: countsOf(difference, plan),
    incomplete: plan.incomplete,
    changes: difference.changes.map((change) => explained(change, plan.drift)),
    outputs: difference.outputs,
    drift: difference.drift,
    notices: plan.notices,
  }));
  const { verdict, reasons } = verdictOf({ stacks, workloads: release.workloads, findings }, policy);
  const review: Review = {
    verdict,
    verdictReasons: reasons,
    digest: digestOf(plans, release.workloads),
    complete: stacks.every(({ incomplete }) => incomplete.length === 0),
    counts: totalOf(stacks.map(({ counts }) => counts)),
    stacks,
    workloads: release.workloads,
    findings,
    assumptions: assumptionsOf(policy, release.workloads),
    blindSpots: blindSpotsOf(plans, release.changes, hidden.size),
  };
  return maskReview(review, hidden);
}

/** Everything that rules look at, made once. */
export function releaseOf(
  plans: readonly Plan[],
  policy: Policy = defaultPolicy,
  policyChanges: readonly PolicyChange[] = [],
): Release {
  const stacks = plans.map((plan) => ({ stack: plan.stack, plan, ...diffPlan(plan) }));
  const changes = stacks.flatMap((stack) => stack.changes);
  const objects = objectsOf(plans, changes);
  // Patches reach what stands in their own cluster.
  const clusters = byCluster(plans, changes, objects).map((cluster) => ({
    ...cluster,
    objects: patchedObjects(cluster.objects, cluster.changes),
  }));
  return {
    stacks,
    changes,
    ...thingsOf(objects),
    workloads: worstOfEach(clusters.map((cluster) => forecastRelease(plans, cluster.changes, policy, cluster.objects))),
    dangling: toldOnce(clusters.flatMap((cluster) => danglingOf(cluster.objects))),
    // What each resource sends by itself; a patch is told by what it patches.
    refused: toldOnce(
      [objects, ...clusters.map(({ objects }) => objects.filter(({ type }) => dataPatches.has(type)))].flatMap(
        refusedOf,
      ),
    ),
    unseen: toldOnce(clusters.flatMap((cluster) => unseenOf(cluster.objects, cluster.changes))),
    policy,
    policyChanges,
  };
}

/** The review's own texts: a secret that is part of them is hidden only in its own place. */
export function reviewWording(policy: Policy = defaultPolicy): readonly string[] {
  const texts = [...rules, ...policy.rules].flatMap(({ id, what, why, remedy }) => [id, what, why, remedy]);
  const ofWaivers = Object.entries(waiverRules).flatMap(([id, { what, why, remedy }]) => [id, what, why, remedy]);
  const ofKinds = kinds.flatMap(({ replacement: { old, avoid } }) => [old, avoid]);
  const given = policy.waivers.flatMap(({ owner, reason }) => [owner, reason]);
  return [...texts, ...ofWaivers, ...ofKinds, ...given, ...conditions, ...generalAssumptions];
}
