import { listAt, textAt } from '../../kubernetes-object/value';
import { podReferences, pullSecret } from '../../references/pod-references';
import { changedConfiguration, lacksKey, lostPaths } from '../configuration/changed';
import { podsOn } from '../numbers/replicas';
import { accountPullDoubt } from '../pods/service-accounts';
import type { Subject } from '../subject';
import { sideOf } from '../world';
import { keepsItsData } from '../refused/immutable';
import { titleOf, homeOf } from '../identity';
import { appliedOnlyAfter } from './waiting';

/** Pods that start need every object and key they name; a missing one keeps a rollout from completing. */
export function missingConfiguration(subject: Subject): string | undefined {
  const { after, worlds, namespaceAfter, rollout } = subject;
  if (after === null || !rollout.starts) return undefined;
  for (const reference of podReferences(after)) {
    if (reference.optional) continue;
    const home = homeOf(reference.kind, namespaceAfter);
    const [was, is] = [
      worlds.before.get(reference.kind, home, reference.name),
      worlds.after.get(reference.kind, home, reference.name),
    ];
    if (was !== undefined && is === undefined)
      return `${reference.kind} ${reference.name}, which new pods need, is deleted by this release`;
    if (is === undefined) continue;
    const { key } = reference;
    if (key !== undefined && lacksKey(sideOf(is, 'after'), key))
      return `${reference.kind} ${reference.name} has no key ${key}, which new pods need`;
    const late =
      was === undefined
        ? 'is made'
        : key !== undefined && lacksKey(sideOf(was, 'before'), key)
          ? `gets key ${key}`
          : undefined;
    if (late !== undefined && appliedOnlyAfter(subject, is))
      return `${reference.kind} ${reference.name}, which new pods need, ${late} by stack ${is.stack}, which is applied only when they are ready`;
  }
  return undefined;
}

/** Claims are made for pods that a StatefulSet gets, not for those that it exchanges. */
export function missingClass({ object, before, after, worlds }: Subject): string | undefined {
  if (object.kind !== 'StatefulSet') return undefined;
  const [from, to] = [podsOn(object.kind, before, worlds.before), podsOn(object.kind, after, worlds.after)];
  if (from === null || to === null || to.low <= from.high) return undefined;
  const gone = listAt(after, 'spec', 'volumeClaimTemplates')
    .map((claim) => textAt(claim, 'spec', 'storageClassName') ?? '')
    .find(
      (name) =>
        worlds.before.get('StorageClass', 'default', name) && !worlds.after.get('StorageClass', 'default', name),
    );
  return gone === undefined
    ? undefined
    : `StorageClass ${gone}, which claims of new pods need, is deleted by this release`;
}

/** What pods need does not follow them to another namespace, which may hold another of the name. */
export function leftBehind({ after, worlds, namespace, namespaceAfter }: Subject): string | undefined {
  if (after === null || namespace === namespaceAfter) return undefined;
  const left = podReferences(after).find(
    ({ kind, name, optional }) =>
      !optional &&
      homeOf(kind, namespaceAfter) === namespaceAfter &&
      worlds.before.get(kind, namespace, name) !== undefined &&
      worlds.after.get(kind, namespaceAfter, name) === undefined,
  );
  return left === undefined
    ? undefined
    : `${left.kind} ${left.name}, which new pods need, stands in namespace ${namespace} and in no plan in ${namespaceAfter}`;
}

/** New pods start, but whether containers do with a directory in place of a file is theirs to know. */
export function lostFile(subject: Subject): string | undefined {
  const found = changedConfiguration(subject).flatMap(({ object, reference, needed }) =>
    (needed ? lostPaths(object, reference) : []).map((path) => `${titleOf(object)} loses key ${path}`),
  );
  return found[0] === undefined ? undefined : `${found[0]}, in place of which new pods find an empty directory`;
}

/** New pods start with what an object holds that stays as it is, which is not what the release gives it. */
export function refusedConfiguration(subject: Subject): string | undefined {
  const kept = changedConfiguration(subject).find(({ object }) => keepsItsData(object))?.object;
  return kept === undefined
    ? undefined
    : `Kubernetes refuses the change of ${titleOf(kept)}, so that new pods read what it holds now`;
}

/** A node that has no copy of the image needs the Secret; another one, or a public registry, may do as well. */
export function pullDoubt(subject: Subject): string | undefined {
  const { after, worlds, namespaceAfter } = subject;
  const lost = (after === null ? [] : podReferences(after)).find(
    ({ kind, name, where }) =>
      where === pullSecret &&
      worlds.before.get(kind, namespaceAfter, name) !== undefined &&
      worlds.after.get(kind, namespaceAfter, name) === undefined,
  );
  return lost === undefined
    ? accountPullDoubt(subject)
    : `Secret ${lost.name}, with which nodes pull the images, is deleted by this release`;
}
