import { shortNameOf } from '../assembly/names';
import { renamingOf } from '../forecast/renaming';
import type { ReleaseObject } from '../kubernetes-object';
import type { Change } from '../model';
import type { Release, Thing } from './release';

/** The Kubernetes objects of a release, and the one that a change is about. */
export function thingsOf(objects: readonly ReleaseObject[]): Pick<Release, 'things' | 'thingOf'> {
  const byChange = new Map<Change, Thing>();
  const things = objects.map((object) => {
    const thing = thingOf(object);
    if (object.change !== undefined) byChange.set(object.change, thing);
    return thing;
  });
  return { things, thingOf: (change) => byChange.get(change) };
}

function thingOf(object: ReleaseObject): Thing {
  const { stack, address, constructPath, kind, namespace, name, change, before, after } = object;
  const title = `${kind} ${shortNameOf({ address, namespace, name, ...renamingOf(before, after) })}`;
  return {
    stack,
    address,
    constructPath,
    kind,
    namespace,
    name,
    title,
    action: change?.action ?? 'no-op',
    before,
    after,
  };
}
