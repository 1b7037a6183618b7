import type { ReleaseObject } from '../../kubernetes-object';
import type { Change, Plan } from '../../model';
import { calledBefore, homesOf } from './homes';
import { isOne, mayBeOne, type Place, type Placed, placesOf } from './places';

/** May two objects stand in one cluster? Where a plan does not say to which they go, they may. */
export type SharesCluster = (one: Placed, other: Placed) => boolean;

/** A release may hold the same names once for each environment, and those are in nobody's way. */
export function clustersOf(plans: readonly Plan[]): SharesCluster {
  const placesFor = placesOf(plans);
  return (one, other) => placesFor(one).some((place) => placesFor(other).some((another) => mayBeOne(place, another)));
}

/** What of a release stands in clusters that may be one. */
export interface Cluster {
  readonly changes: readonly Change[];
  readonly objects: readonly ReleaseObject[];
}

/**
 * The release in parts, of which no one shares a cluster with another: what happens in one is nothing to the others. What
 * may stand in several of them is part of each.
 */
export function byCluster(
  plans: readonly Plan[],
  changes: readonly Change[],
  objects: readonly ReleaseObject[],
): readonly Cluster[] {
  const placesFor = placesOf(plans);
  const used = [...changes.filter(actsInCluster), ...objects].flatMap(placesFor);
  const groups = grouped([...new Set(used)], provenApart(objects, placesFor));
  // The very lists, of which other things are made only once.
  if (groups.length < 2) return [{ changes, objects }];
  const groupOf = new Map(groups.flatMap((group, index) => group.map((place) => [place, index] as const)));
  const groupsFor = (one: Placed): ReadonlySet<number> =>
    new Set(placesFor(one).flatMap((place) => groupOf.get(place) ?? []));
  const parts = groups.map((): { changes: Change[]; objects: ReleaseObject[] } => ({ changes: [], objects: [] }));
  for (const change of changes)
    // What acts in no cluster is told once.
    for (const index of actsInCluster(change) ? groupsFor(change) : [0]) parts[index]?.changes.push(change);
  for (const [object, homes] of homesOf(objects, groupsFor))
    for (const index of homes) parts[index]?.objects.push(object);
  return parts;
}

const actsInCluster = ({ type }: Change): boolean => /^(kubernetes|kubectl)_/.test(type);

function grouped(places: readonly Place[], apart: Apart): readonly (readonly Place[])[] {
  return places.reduce<readonly (readonly Place[])[]>((groups, place) => {
    const isOurs = (group: readonly Place[]): boolean =>
      group.some((other) => isOne(other, place) || (mayBeOne(other, place) && !apart(other, place)));
    return [...groups.filter((group) => !isOurs(group)), [...groups.filter(isOurs).flat(), place]];
  }, []);
}

type Apart = (one: Place, other: Place) => boolean;

/**
 * Two objects of one kind and name that stand at the same time stand in two clusters, where a provider is configured twice:
 * the usual ones take their host from the cluster that Terraform made, which no plan tells apart. Two providers may well
 * keep one object.
 */
function provenApart(objects: readonly ReleaseObject[], placesFor: (one: Placed) => readonly Place[]): Apart {
  let shared: readonly ReadonlySet<Place>[] | undefined;
  return (one, other) =>
    (shared ??= placesWithOneName(objects, placesFor)).some((places) => places.has(one) && places.has(other));
}

function placesWithOneName(
  objects: readonly ReleaseObject[],
  placesFor: (one: Placed) => readonly Place[],
): readonly ReadonlySet<Place>[] {
  const byName = new Map<string, Set<Place>>();
  for (const object of objects) {
    const [place, ...more] = placesFor(object);
    if (object.before === null || place === undefined || more.length > 0) continue;
    const name = `${place.stack} ${place.source} ${calledBefore(object)}`;
    byName.set(name, (byName.get(name) ?? new Set()).add(place));
  }
  return [...byName.values()].filter(({ size }) => size > 1);
}
