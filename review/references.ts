import { kindNamed } from './kinds';
import type { ReleaseObject } from './kubernetes-object';
import { isUnknown } from './kubernetes-object';
import { danglingPeers } from './references/network-policy-peers';
import { danglingSelectors } from './references/selectors';
import type { Dangling, Reference } from './references/reference';
import { field } from './plan/json';
import { sideOf, type World, worldsOf } from './forecast/world';
import { titleOf, homeOf, namespaceOf } from './forecast/identity';

/** References across all plans of a release that led somewhere before it and lead nowhere after it. */
export function danglingOf(objects: readonly ReleaseObject[]): readonly Dangling[] {
  const worlds = worldsOf(objects);
  return objects.flatMap((object) => {
    const after = sideOf(object, 'after');
    if (after === null) return [];
    const namespace = namespaceOf(after);
    const named = (kindNamed(object.kind)?.references?.(after) ?? [])
      .filter(({ optional }) => !optional)
      .flatMap((one) => [one, ...(one.subPaths ?? []).map((key) => ({ ...one, key }))]);
    const seen = new Set<string>();
    return [
      ...named.flatMap((reference): readonly Dangling[] => {
        const lost = lostOf(reference, namespace, worlds);
        const subject = `${reference.kind} ${reference.name}${reference.key === undefined ? '' : ` ${reference.key}`}`;
        if (lost === undefined || seen.has(subject)) return [];
        seen.add(subject);
        return [
          {
            at: object,
            subject,
            message: `${titleOf(object)} needs ${lost} (${reference.where}).`,
          },
        ];
      }),
      ...danglingSelectors(object, worlds),
      ...danglingPeers(object, worlds),
    ];
  });
}

function lostOf(
  { kind, name, key, namespace: named }: Reference,
  from: string,
  worlds: { before: World; after: World },
): string | undefined {
  const namespace = homeOf(kind, named ?? from);
  const [was, is] = [worlds.before.get(kind, namespace, name), worlds.after.get(kind, namespace, name)];
  if (was === undefined) return undefined;
  if (is === undefined) return `${kind} ${name}, which this release deletes`;
  if (key === undefined) return undefined;
  const has = (object: ReleaseObject, when: 'before' | 'after'): boolean => {
    const side = sideOf(object, when) ?? undefined;
    const data = ['data', 'binaryData', 'stringData'].map((part) => field(side, part));
    return data.some((part) => isUnknown(part) || field(part, key) !== undefined);
  };
  return has(was, 'before') && !has(is, 'after')
    ? `key ${key} of ${kind} ${name}, which is gone after this release`
    : undefined;
}
