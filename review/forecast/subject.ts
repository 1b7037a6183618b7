import type { Labels } from '../../kubernetes/selectors';
import { holdsUnknownAt, isUnknownAt } from '../kubernetes-object/value';
import type { Kind, Rollout } from '../kinds/kind';
import type { ReleaseObject } from '../kubernetes-object';
import type { Json } from '../model';
import type { SharesCluster } from './clusters/clusters';
import { podSpecOf } from './pods/pods';
import { namespaceOf } from './identity';
import { podLabels, sideOf, type World } from './world';

/** What the policy's assumptions say of one workload. */
export interface Known {
  readonly drainsItself: boolean;
  readonly noTraffic: boolean;
  readonly rereadsConfiguration: boolean;
}

/** One workload under forecast, with all that is around it on both sides. */
export interface Subject {
  readonly object: ReleaseObject;
  readonly kind: Kind;
  /** Of the pods that run before the release, or of a new object. */
  readonly namespace: string;
  /** Of the pods that the release starts; known only after apply, it is taken for the same. */
  readonly namespaceAfter: string;
  readonly before: Json | null;
  readonly after: Json | null;
  readonly podBefore: Json | undefined;
  readonly podAfter: Json | undefined;
  readonly labelsBefore: Labels;
  readonly labelsAfter: Labels;
  readonly labelsUnknown: boolean;
  readonly rollout: Rollout;
  readonly known: Known;
  readonly worlds: Worlds;
}

export interface Worlds {
  readonly before: World;
  readonly after: World;
  /** Negative when the first stack is applied before the second, zero when they are one. */
  readonly order: (stack: string, other: string) => number;
  readonly sharesCluster: SharesCluster;
}

export function subjectOf(object: ReleaseObject, kind: Kind, rollout: Rollout, known: Known, worlds: Worlds): Subject {
  const before = sideOf(object, 'before');
  const after = sideOf(object, 'after');
  const namespace = namespaceOf(before ?? after);
  const labelSteps = object.kind === 'Pod' ? ['metadata', 'labels'] : ['spec', 'template', 'metadata', 'labels'];
  return {
    object,
    kind,
    namespace,
    namespaceAfter: after === null || isUnknownAt(after, 'metadata', 'namespace') ? namespace : namespaceOf(after),
    before,
    after,
    podBefore: podSpecOf(before),
    podAfter: podSpecOf(after),
    labelsBefore: podLabels(object.kind, before),
    labelsAfter: podLabels(object.kind, after),
    labelsUnknown: holdsUnknownAt(after, ...labelSteps),
    rollout,
    known,
    worlds,
  };
}

/** Do running pods get exchanged? */
export const exchangesPods = ({ kind }: Rollout): boolean =>
  kind === 'rolling' || kind === 'recreate' || kind === 'replaced';

/** Does surely every one of them? */
export const exchangesAllPods = (rollout: Rollout): boolean =>
  exchangesPods(rollout) && rollout.partial !== true && rollout.unless === undefined;

/** Do its pods go to another namespace, where nothing of the old one leads to them? */
export const movesAway = ({ namespace, namespaceAfter, rollout }: Subject): boolean =>
  namespaceAfter !== namespace && exchangesPods(rollout);

export const changed = ({ change }: Pick<ReleaseObject, 'change'>): boolean =>
  change !== undefined && change.action !== 'read' && change.action !== 'no-op' && change.action !== 'forget';
