import type { ReleaseObject } from '../../kubernetes-object';
import { isUnknownAt } from '../../kubernetes-object/value';
import { groupedBy } from '../../groups';
import { renamingOf } from '../renaming';
import type { Subject } from '../subject';
import { nameOf, namespaceOf } from '../identity';
import { type World } from '../world';

/**
 * Two objects of one kind cannot have one name. Within a stack Terraform deletes and creates in parallel what nothing
 * orders; stacks are applied one after the other.
 */
export function nameDoubt({ object, after, worlds }: Subject): string | undefined {
  const name = nameOf(after);
  if (!getsItsName(object) || name === '' || isUnknownAt(after, 'metadata', 'namespace')) return undefined;
  return leaversOf(worlds.before, object.kind, namespaceOf(after))
    .get(name)
    ?.filter(({ object: other }) => other !== object && worlds.sharesCluster(other, object))
    .flatMap((leaver) => doubtAbout(leaver, object.stack, worlds.order(leaver.object.stack, object.stack)) ?? [])[0];
}

const getsItsName = (object: ReleaseObject): boolean => object.change?.action === 'create' || isRenamed(object);

const isRenamed = ({ change, before, after }: ReleaseObject): boolean =>
  change?.action === 'replace' && Object.keys(renamingOf(before, after)).length > 0;

/** An object whose name another one may take, and what becomes of it. */
interface Leaver {
  readonly object: ReleaseObject;
  readonly end: 'is deleted under the same name' | 'gives up the same name' | 'lives on';
}

function leaverOf(object: ReleaseObject): readonly Leaver[] {
  const { change } = object;
  if (change?.action === 'delete') return [{ object, end: 'is deleted under the same name' }];
  if (change?.action === 'forget') return [{ object, end: 'lives on' }];
  if (!isRenamed(object)) return [];
  return [{ object, end: change?.replaceOrder === 'old-kept' ? 'lives on' : 'gives up the same name' }];
}

/** `order` is negative when the stack of the other one is applied first: what is deleted there has gone. */
function doubtAbout({ object, end }: Leaver, stack: string, order: number): string | undefined {
  const other = object.stack === stack ? object.address : `${object.address} of ${object.stack}`;
  const refused = 'Kubernetes answers that it already exists';
  if (end === 'lives on') return `${other} leaves the state and lives on under the same name: ${refused}`;
  if (order < 0) return undefined;
  return order > 0
    ? `${other} ${end} only after this one is created: ${refused}`
    : `${other} ${end} in the same run: unless it has gone before this one is created, ${refused}`;
}

/** Kept by world: of ten thousand objects of a namespace each asks. */
const leavers = new WeakMap<World, Map<string, ReadonlyMap<string, readonly Leaver[]>>>();

/** By name, in the order of the plans. */
function leaversOf(world: World, kind: string, namespace: string): ReadonlyMap<string, readonly Leaver[]> {
  const kept = leavers.get(world) ?? new Map<string, ReadonlyMap<string, readonly Leaver[]>>();
  leavers.set(world, kept);
  const key = `${kind} ${namespace}`;
  const known =
    kept.get(key) ?? groupedBy(world.all(kind, namespace).flatMap(leaverOf), ({ object }) => nameOf(object.before));
  kept.set(key, known);
  return known;
}
