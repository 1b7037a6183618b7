import { type Labels, selects } from '../../../kubernetes/selectors';
import { at } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import type { Json } from '../../model';
import { oncePer } from '../../once';
import { field } from '../../plan/json';
import { effect, type Effect } from '../effect';
import { changedLabels, labelsOn } from '../pods/labels-on';
import {
  type Allowance,
  allAllowed,
  allowancesOf,
  covers,
  type Direction,
  isEverybody,
  isolates,
} from './policy-allowances';
import { changed, type Subject, type Worlds } from '../subject';
import { labelsAt, selectorAt, sideOf, type When } from '../world';
import { titleOf, nameOf, namespaceOf } from '../identity';

/** Policies that know others by their labels: as peers of the pods that they select, or by the namespace of the peers. */

/** Policies that stop to know somebody on either end of a connection. */
export const peerPolicies = (subject: Subject): readonly ReleaseObject[] =>
  [...asPeer(subject), ...fromNamespaces(subject)].map(({ policy }) => policy);

export const peerEffects = (subject: Subject): readonly Effect[] => [
  ...asPeer(subject).map(peerEffect),
  ...fromNamespaces(subject).map(namespaceEffect),
];

interface Loss {
  readonly policy: ReleaseObject;
  readonly direction: Direction;
  readonly keys: readonly string[];
}

interface NamespaceLoss extends Loss {
  readonly space: string;
}

const directions: readonly Direction[] = ['Ingress', 'Egress'];

/** These pods, or their namespace, get other labels: whoever let them in or out by the old ones does so no more. */
function asPeer(subject: Subject): readonly Loss[] {
  const { worlds, namespace, labelsUnknown } = subject;
  const [was, is] = [labelsOn(subject, 'before'), labelsOn(subject, 'after')];
  const keys = changedLabels(was, is);
  const space = relabelledNamespaces(worlds).find(({ name }) => name === namespace);
  if (labelsUnknown || (keys.length === 0 && space === undefined)) return [];
  const all = [...new Set([namespace, ...namespacesOf(worlds)])].flatMap((each) =>
    worlds.after.all('NetworkPolicy', each),
  );
  const peerOn = (when: When): Peer => ({
    namespace,
    namespaceLabels: namespaceLabels(worlds, when, namespace),
    labels: when === 'before' ? was : is,
  });
  return all.flatMap((policy) =>
    directions
      .filter((direction) => stopsToKnow(worlds, policy, direction, peerOn))
      .map((direction) => ({ policy, direction, keys: [...keys, ...(space?.keys ?? [])] })),
  );
}

/** Peers of a policy of these pods, which it finds by labels of a namespace that this release changes. */
function fromNamespaces(subject: Subject): readonly NamespaceLoss[] {
  const { worlds, namespace } = subject;
  const relabelled = relabelledNamespaces(worlds);
  if (relabelled.length === 0) return [];
  const policies = worlds.after
    .all('NetworkPolicy', namespace)
    .filter((policy) =>
      selects(selectorAt(sideOf(policy, 'after'), 'spec', 'podSelector'), labelsOn(subject, 'after')),
    );
  if (policies.length === 0) return [];
  return relabelled.flatMap(({ name, keys }) => {
    const peerOn = (when: When): Peer => ({
      namespace: name,
      namespaceLabels: namespaceLabels(worlds, when, name),
      labels: undefined,
    });
    return policies.flatMap((policy) =>
      directions
        .filter((direction) => stopsToKnow(worlds, policy, direction, peerOn))
        .map((direction) => ({ policy, direction, keys, space: name })),
    );
  });
}

/** Somebody on the other end of a connection; labels undefined stand for all the pods of the namespace. */
export interface Peer {
  readonly namespace: string;
  readonly namespaceLabels: Labels | undefined;
  readonly labels: Labels | undefined;
}

function stopsToKnow(
  worlds: Worlds,
  policy: ReleaseObject,
  direction: Direction,
  peerOn: (when: When) => Peer,
): boolean {
  const [before, after] = [sideOf(policy, 'before'), sideOf(policy, 'after')];
  if (!isolates(before, direction) || !isolates(after, direction)) return false;
  const was = allowedOf(before, direction, peerOn('before'));
  if (was.length === 0 || covers(allowedOf(after, direction, peerOn('after')), was)) return false;
  const beside = worlds.after
    .all('NetworkPolicy', namespaceOf(after))
    .map((other) => sideOf(other, 'after'))
    .filter((other) => isolates(other, direction) && selectsAtLeast(other, after));
  return !covers(
    beside.flatMap((other) => allowedOf(other, direction, peerOn('after'))),
    was,
  );
}

/** Does the one surely select all pods that the other does? */
function selectsAtLeast(one: Json | null, other: Json | null): boolean {
  const selector = at(one, 'spec', 'podSelector');
  return selector === undefined || JSON.stringify(selector) === JSON.stringify(at(other, 'spec', 'podSelector'));
}

/** What a policy lets through to or from one peer. */
const allowedOf = (side: Json | null, direction: Direction, peer: Peer): readonly Allowance[] =>
  allowancesOf(side, direction, (entry) => admission(entry, namespaceOf(side), peer));

/**
 * Undefined where an entry stands for the peer, null where it does not; where only some pods of a namespace are meant, which.
 * Source: NetworkPolicyPeer in networking/v1: without a namespace selector, pods are those of the policy's own namespace.
 */
export function admission(
  entry: Json,
  home: string,
  { namespace, namespaceLabels, labels }: Peer,
): string | undefined | null {
  if (isEverybody(entry)) return undefined;
  if (at(entry, 'ipBlock') !== undefined) return null;
  const bySpace = hasSelector(entry, 'namespaceSelector');
  if (!bySpace && namespace !== home) return null;
  if (
    bySpace &&
    namespaceLabels !== undefined &&
    !selects(selectorAt(entry, 'namespaceSelector'), { ...namespaceLabels, 'kubernetes.io/metadata.name': namespace })
  )
    return null;
  const selector = at(entry, 'podSelector');
  if (selector === undefined) return undefined;
  if (labels === undefined) return JSON.stringify(selector);
  return selects(selectorAt(entry, 'podSelector'), labels) ? undefined : null;
}

/** An empty selector is there and picks everything. */
const hasSelector = (entry: Json, key: string): boolean => {
  const found = field(entry, key);
  return found !== undefined && found !== null;
};

interface RelabelledNamespace {
  readonly name: string;
  readonly keys: readonly string[];
}

/** Namespaces stand in no namespace, so that they are found under the one that stands for none. */
const relabelledNamespaces = oncePer(({ after }: Worlds): readonly RelabelledNamespace[] =>
  after.all('Namespace', 'default').flatMap((object) => {
    if (!changed(object) || object.before === null) return [];
    const keys = changedLabels(
      labelsAt(sideOf(object, 'before'), 'metadata', 'labels'),
      labelsAt(sideOf(object, 'after'), 'metadata', 'labels'),
    );
    return keys.length === 0 ? [] : [{ name: nameOf(sideOf(object, 'after')), keys }];
  }),
);

const namespacesOf = oncePer(({ after }: Worlds): readonly string[] =>
  after.all('Namespace', 'default').map((object) => nameOf(sideOf(object, 'after'))),
);

/** Undefined for a namespace that no plan holds: any selector may fit it. */
export function namespaceLabels(worlds: Worlds, when: When, name: string): Labels | undefined {
  const object = worlds[when].get('Namespace', 'default', name);
  return object === undefined ? undefined : labelsAt(sideOf(object, when), 'metadata', 'labels');
}

function peerEffect({ policy, direction, keys }: Loss): Effect {
  const title = titleOf(policy);
  const fields = [...keys.map((key) => `pod > label ${key}`), `${title} > ${direction.toLowerCase()}`];
  const cause = `Label ${keys.join(', ')} changes`;
  if (direction === 'Egress')
    return effect('unknown', `${cause}: ${title} no longer lets the pods that it selects connect to these.`, fields, [
      allAllowed('Ingress'),
    ]);
  return {
    ...effect('unknown', `${cause}: ${title} no longer lets these pods connect to those that it selects.`, fields, [
      allAllowed('Egress'),
    ]),
    unready: true,
  };
}

function namespaceEffect({ policy, direction, keys, space }: NamespaceLoss): Effect {
  const title = titleOf(policy);
  const fields = [...keys.map((key) => `Namespace ${space} > label ${key}`), `${title} > ${direction.toLowerCase()}`];
  const cause = `Label ${keys.join(', ')} of Namespace ${space} changes`;
  if (direction === 'Ingress')
    return effect('unknown', `${cause}: ${title} no longer lets in the clients there that it knew by it.`, fields, [
      allAllowed('Ingress'),
    ]);
  return {
    ...effect('unknown', `${cause}: ${title} no longer lets these pods connect to those there.`, fields, [
      allAllowed('Egress'),
    ]),
    unready: true,
  };
}
