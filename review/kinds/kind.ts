import type { PodBounds } from '../../kubernetes/rollout';
import type { Effect } from '../forecast/effect';
import type { Change, Json, RolloutKind } from '../model';
import type { Reference } from '../references/reference';

/** Everything the review knows of one Kubernetes kind, or of a resource that is no Kubernetes object of its own. */
export interface Kind {
  /** Kubernetes' own word, or what a reviewer calls it. */
  readonly noun: string;
  /** Terraform resource types, versioned and unversioned. */
  readonly types: readonly string[];
  /** Fields that the provider cannot update, by name in the Kubernetes object; besides name and namespace. */
  readonly replacedBy: readonly string[];
  /** What becomes of the old object and its data when it is replaced, and how to do without. */
  readonly replacement: Replacement;
  /** The same where the plan of a replacement tells more than is true of every one; undefined where it does not. */
  readonly replacementOf?: (change: Change) => Partial<Replacement> | undefined;
  /** Its pods do a piece of work and end: nobody connects to them unless a Service says so, and nobody counts how many are available. */
  readonly runsToCompletion?: true;
  /** What a change does to its pods; absent for kinds that run none. */
  readonly rollout?: (sides: WorkloadSides) => Rollout;
  /** Why Kubernetes refuses such an object, besides what it refuses of every workload. */
  readonly refuses?: (object: Json) => string | undefined;
  /** Objects that this one names. */
  readonly references?: (object: Json) => readonly Reference[];
}

export interface Replacement {
  readonly old: string;
  readonly avoid: string;
}

/** From how many to how many pods; both the same where the number is known. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** One workload on both sides of the release, with what the rollout rules need beside it. */
export interface WorkloadSides {
  readonly before: Json | null;
  readonly after: Json | null;
  readonly change: Change | undefined;
  /** What leads to new pods, in a reviewer's words: a changed path of the template. */
  readonly templateTrigger: string | undefined;
  /** Null where nothing in the plans tells. */
  readonly podsBefore: Range | null;
  readonly podsAfter: Range | null;
}

/** What happens to the pods, before drain, probes and ways in are looked at. */
export interface Rollout {
  readonly kind: RolloutKind;
  readonly trigger?: string;
  /** Null when the numbers are the cluster's affair. */
  readonly bounds: PodBounds | null;
  /** How many running pods are exchanged, where it is not all of them. */
  readonly podsRolled?: number;
  /** Some running pods may stay as they are, though others are exchanged. */
  readonly partial?: true;
  /** Do pods that serve users stop, and do new ones start? */
  readonly stops: boolean;
  readonly starts: boolean;
  /** What the numbers alone mean for users. */
  readonly effects: readonly Effect[];
  /** What may be true of the cluster, and then no pod moves; reads after the word "if". */
  readonly unless?: string;
  /** Why it cannot complete, or why nobody can tell. */
  readonly blocked?: string;
  readonly uncertain?: string;
}
