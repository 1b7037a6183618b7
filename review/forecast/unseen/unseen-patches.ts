import type { ReleaseObject } from '../../kubernetes-object';
import { overlay } from '../../kubernetes-object/unknown';
import type { Change } from '../../model';
import { field } from '../../plan/json';
import type { Dangling } from '../../references/reference';
import { keysOf, objectKey } from '../identity';
import { dataPatches, metadataPatches, readByOthers, targetOf } from '../patches/patch';
import { tellOtherwise } from '../services/annotations';

/**
 * Patches of objects that no plan shows. One that is in a plan changes with its patches, and so does a ConfigMap or Secret
 * of another owner, of which the patch shows its own keys.
 */
export function patchesUnseen(objects: readonly ReleaseObject[], changes: readonly Change[]): readonly Dangling[] {
  return changes
    .filter(({ action }) => action === 'create' || action === 'update' || action === 'replace')
    .flatMap((change) => ofUnknown(change) ?? ofMetadata(change, objects) ?? []);
}

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

function ofMetadata(change: Change, objects: readonly ReleaseObject[]): Dangling | undefined {
  const part = metadataPatches.get(change.type);
  const { kind = '', namespace, name = '' } = targetOf(change);
  if (part === undefined || !readByOthers.get(kind)?.includes(part)) return undefined;
  // What stands for a Node is the patch itself.
  if (kind !== 'Node' && keysOf(objects).has(objectKey({ kind, namespace, name }))) return undefined;
  if (part === 'annotations' && !annotatesOtherwise(change)) return undefined;
  const what = part === 'labels' ? 'Labels' : 'Annotations';
  return {
    at: change,
    subject: kind,
    message: `${what} of ${kind} ${name} change, and what goes by them is in no plan.`,
  };
}

/** A replaced patch leaves the one object for another. */
const annotatesOtherwise = ({ action, raw }: Change): boolean =>
  tellOtherwise(
    action === 'update' ? field(raw.before, 'annotations') : undefined,
    field(overlay(raw.after, raw.afterUnknown), 'annotations'),
  );
