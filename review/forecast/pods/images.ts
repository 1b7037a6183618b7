import { isUnknownAt, listAt, textAt } from '../../kubernetes-object/value';
import type { Json, Workload } from '../../model';

/** What runs is nobody's guess when the plan does not know it either. */
const imageOf = (container: Json): string | null =>
  isUnknownAt(container, 'image') ? '(known after apply)' : (textAt(container, 'image') ?? null);

/** Images of all containers on both sides, init containers first as they run. */
export function imagesOf(before: Json | undefined, after: Json | undefined): Workload['images'] {
  const all = (pod: Json | undefined): ReadonlyMap<string, string | null> =>
    new Map(
      ['initContainers', 'containers'].flatMap((key) =>
        listAt(pod, key).map((one) => [textAt(one, 'name') ?? '', imageOf(one)] as const),
      ),
    );
  const [was, is] = [all(before), all(after)];
  return [...new Set([...was.keys(), ...is.keys()])].map((container) => ({
    container,
    before: was.get(container) ?? null,
    after: is.get(container) ?? null,
  }));
}
