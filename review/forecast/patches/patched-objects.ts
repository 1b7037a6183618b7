import type { ReleaseObject } from '../../kubernetes-object';
import type { Change } from '../../model';
import { objectKey } from '../identity';
import type { ObjectPatch } from './patch';
import { dataPatch } from './data';
import { metadataPatch } from './metadata';

/** The objects of the release, with what patches set in them. */
export function patchedObjects(
  objects: readonly ReleaseObject[],
  changes: readonly Change[],
): readonly ReleaseObject[] {
  const patches = changes.flatMap((change) => dataPatch(change) ?? metadataPatch(change) ?? []);
  if (patches.length === 0) return objects;
  const owners = ownersOf(objects, patches);
  const patched = new Map<ReleaseObject, ReleaseObject>();
  const unowned = new Map<string, ReleaseObject>();
  for (const { key, set, alone } of patches) {
    const own = owners.get(key) ?? [];
    for (const owner of own) patched.set(owner, set(patched.get(owner) ?? owner, own.length === 1));
    if (own.length > 0 || alone === undefined) continue;
    const known = unowned.get(key);
    unowned.set(key, known === undefined ? alone() : set(known, true));
  }
  return [...objects.map((object) => patched.get(object) ?? object), ...unowned.values()];
}

/** Several have one name where one is deposed beside the current, or goes in one stack and comes in another. */
function ownersOf(
  objects: readonly ReleaseObject[],
  patches: readonly ObjectPatch[],
): ReadonlyMap<string, readonly ReleaseObject[]> {
  const owners = new Map(patches.map(({ key }) => [key, [] as ReleaseObject[]]));
  for (const object of objects) owners.get(objectKey(object))?.push(object);
  return owners;
}
