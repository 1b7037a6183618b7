import type { ReleaseObject } from '../../kubernetes-object';
import { nameOf, namespaceOf } from '../identity';
import { push } from '../../groups';
import { type Homes, takenInTurns } from './turns';

/** An object that may stand in several parts stands in none where another one has its name. */
export function homesOf(
  objects: readonly ReleaseObject[],
  groupsFor: (object: ReleaseObject) => ReadonlySet<number>,
): Homes {
  const possible = new Map(objects.map((object) => [object, groupsFor(object)]));
  const taken = new Map<string, number[]>();
  for (const [object, [group, ...more]] of possible)
    if (object.before !== null && group !== undefined && more.length === 0) push(taken, calledBefore(object), group);
  const homeOf = (object: ReleaseObject, all: ReadonlySet<number>): ReadonlySet<number> => {
    const others = all.size < 2 || object.before === null ? undefined : taken.get(calledBefore(object));
    if (others === undefined) return all;
    const isTaken = new Set(others);
    const free = [...all].filter((group) => !isTaken.has(group));
    return free.length === 0 ? all : new Set(free);
  };
  return takenInTurns(new Map([...possible].map(([object, all]) => [object, homeOf(object, all)])));
}

export const calledBefore = ({ kind, before }: ReleaseObject): string =>
  `${kind} ${namespaceOf(before)}/${nameOf(before)}`;
