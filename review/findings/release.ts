import type { PlanDifference } from '../diff/diff-plan';
import type { Change, ChangeAction, Json, Plan, Workload } from '../model';
import type { PolicyChange } from '../policy/policy-change';
import type { PolicySettings } from '../policy/settings';
import type { Hit, Place } from './hit';

/** Everything a rule may look at: all plans of one release, by meaning. Rules read it and never change it. */
export interface Release {
  readonly stacks: readonly ({ readonly stack: string; readonly plan: Plan } & PlanDifference)[];
  /** The changes of all stacks, in their order. */
  readonly changes: readonly Change[];
  /** Every Kubernetes object of the plans, unchanged ones too, in Kubernetes' own shape. */
  readonly things: readonly Thing[];
  /** The Kubernetes object that a change is about; undefined for other providers' resources. */
  readonly thingOf: (change: Change) => Thing | undefined;
  /** What is forecast for each workload that the release touches. */
  readonly workloads: readonly Workload[];
  /** References that lead somewhere before the release and nowhere after it. */
  readonly dangling: readonly Hit[];
  /** Changes of objects without pods that Kubernetes refuses. */
  readonly refused: readonly Hit[];
  /** Changed objects of which no plan of the release shows what they act on. */
  readonly unseen: readonly Hit[];
  readonly policy: PolicySettings;
  /** How a proposed policy differs from the one that judges; empty where none is proposed. */
  readonly policyChanges: readonly PolicyChange[];
}

/** A Kubernetes object on both sides of the change. */
export interface Thing extends Place {
  /** Kubernetes' own word: Deployment, Service, ... */
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string | null;
  /** `Deployment web`, as messages call it, or `Deployment web -> storefront`. */
  readonly title: string;
  readonly action: ChangeAction;
  /** Null where the object is not; parts that are known only after apply are markers, see kubernetes-object.ts. */
  readonly before: Json | null;
  readonly after: Json | null;
}

/** Tells of an object whether it stays as it is, since Kubernetes refuses the change. */
export function refusedIn({ refused }: Release): (place: Place) => boolean {
  const places = new Set(refused.map(({ at }) => `${at.stack}.${at.address}`));
  return ({ stack, address }) => places.has(`${stack}.${address}`);
}

const replicated: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

/** Kinds whose objects say how many pods they want. */
export const hasReplicas = (kind: string): boolean => replicated.has(kind);
