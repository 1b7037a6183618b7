import { at, isUnknownAt } from '../kubernetes-object/value';
import type { Json, Workload } from '../model';
import { nameOf, namespaceOf } from './identity';

/** What an object under the same address was called, where it gets another name: the old one is deleted, a new one made. */
export function renamingOf(before: Json | null, after: Json | null): Pick<Workload, 'nameBefore' | 'namespaceBefore'> {
  if (at(before, 'metadata', 'name') === undefined || at(after, 'metadata', 'name') === undefined) return {};
  const movesAway = !isUnknownAt(after, 'metadata', 'namespace') && namespaceOf(before) !== namespaceOf(after);
  return {
    ...(nameOf(before) === nameOf(after) ? {} : { nameBefore: nameOf(before) }),
    ...(movesAway ? { namespaceBefore: namespaceOf(before) } : {}),
  };
}
