import { at } from '../kubernetes-object/value';
import type { Json } from '../model';
import { isObject } from '../plan/json';

/** The names and amounts of a map, as limits, requests and quotas are. */
export function entriesAt(
  value: Json | null | undefined,
  ...steps: readonly string[]
): readonly (readonly [string, string])[] {
  const found = at(value, ...steps);
  return isObject(found)
    ? Object.entries(found).flatMap(([key, one]) =>
        typeof one === 'string' || typeof one === 'number' ? [[key, String(one)] as const] : [],
      )
    : [];
}
