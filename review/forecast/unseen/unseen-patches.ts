import type { ReleaseObject } from '../../kubernetes-object';
import type { Change } from '../../model';
import type { Dangling } from '../../references/reference';
import { dataPatches, keyOf, metadataPatches, readByOthers, targetOf } from '../patches';
import { isRead, readsIt } from './unread';

/** Patches of objects that no plan shows, or of which no plan shows who reads them. */
export const patchesUnseen = (objects: readonly ReleaseObject[], changes: readonly Change[]): readonly Dangling[] =>
  changes
    .filter(({ action }) => action === 'create' || action === 'update' || action === 'replace')
    .flatMap((change) => ofUnknown(change) ?? ofData(objects, change) ?? ofMetadata(objects, change) ?? []);

/** It may be any object, a workload that it rolls as well. */
function ofUnknown(change: Change): Dangling | undefined {
  const isData = dataPatches.has(change.type);
  if (!isData && !metadataPatches.has(change.type) && change.type !== 'kubernetes_env') return undefined;
  const { kind, name } = targetOf(change);
  if (name !== undefined && (isData || kind !== undefined)) return undefined;
  return {
    at: change,
    subject: change.type,
    message: `Which object ${change.address} patches is known only after apply.`,
  };
}

/** The object is there already, and so may be who reads it. */
function ofData(objects: readonly ReleaseObject[], change: Change): Dangling | undefined {
  const kind = dataPatches.get(change.type);
  const { namespace, name = '' } = targetOf(change);
  if (kind === undefined || isRead(objects, kind, namespace, name)) return undefined;
  return { at: change, subject: kind, message: `Data of ${kind} ${name} changes, and ${readsIt}.` };
}

function ofMetadata(objects: readonly ReleaseObject[], change: Change): Dangling | undefined {
  const part = metadataPatches.get(change.type);
  const { kind = '', namespace, name = '' } = targetOf(change);
  if (part === undefined || !(readByOthers.get(kind) ?? []).includes(part)) return undefined;
  const target = keyOf(kind, namespace, name);
  const known = objects.some((object) => keyOf(object.kind, object.namespace, object.name) === target);
  const what = part === 'labels' ? 'Labels' : 'Annotations';
  return known
    ? undefined
    : { at: change, subject: kind, message: `${what} of ${kind} ${name} change, and what goes by them is in no plan.` };
}
