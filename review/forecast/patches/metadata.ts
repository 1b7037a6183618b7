import type { ReleaseObject } from '../../kubernetes-object';
import { isUnknown, overlay, unknown } from '../../kubernetes-object/unknown';
import type { Change, Json } from '../../model';
import { field, isObject } from '../../plan/json';
import { changed } from '../subject';
import { objectKey } from '../identity';
import { metadataPatches, type ObjectPatch, readByOthers, targetOf } from './patch';

/** Labels and annotations that a resource sets in an object of another owner. */
export function metadataPatch(change: Change): ObjectPatch | undefined {
  const part = metadataPatches.get(change.type);
  if (part === undefined || !changed({ change })) return undefined;
  const { kind = '', name, namespace } = targetOf(change);
  if (name === undefined || !readByOthers.get(kind)?.includes(part)) return undefined;
  const { before, after, afterUnknown } = change.raw;
  const was = field(before, part);
  const is = change.action === 'delete' ? undefined : field(overlay(after, afterUnknown), part);
  return {
    key: objectKey({ kind, namespace, name }),
    set: (owner) => ({
      ...owner,
      before: withPart(owner.before, part, was),
      after: withPart(owner.after, part, is),
      change: owner.change ?? { ...change, action: 'update' },
    }),
    // Nodes stand in no plan.
    ...(kind === 'Node' ? { alone: () => patchedNode(change, name, was, is) } : {}),
  };
}

function patchedNode(change: Change, name: string, was: Json | undefined, is: Json | undefined): ReleaseObject {
  const { stack, address, type } = change;
  const side = (labels: Json | undefined): Json => ({
    metadata: { name, ...(labels === undefined ? {} : { labels }) },
  });
  return {
    stack,
    address,
    type,
    kind: 'Node',
    namespace: null,
    name,
    before: side(was),
    after: side(is),
    change: { ...change, action: 'update' },
  };
}

function withPart(owner: Json | null, part: string, patch: Json | undefined): Json | null {
  if (!isObject(owner ?? undefined) || !isObject(patch)) return owner;
  const metadata = field(owner ?? undefined, 'metadata');
  const own = field(metadata, part);
  const all = [own, patch].some(isUnknown) ? unknown : { ...(isObject(own) ? own : {}), ...patch };
  return { ...(owner as object), metadata: { ...(isObject(metadata) ? metadata : {}), [part]: all } };
}
