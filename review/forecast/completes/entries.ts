import { at } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { isObject } from '../../plan/json';

/** The names and amounts of a map, as limits, requests and quotas are. */
export function entriesAt(
  value: Json | null | undefined,
  ...steps: readonly string[]
): readonly (readonly [string, string])[] {
  const found = at(value, ...steps);
  if (!isObject(found)) return [];
  const entries: (readonly [string, string])[] = [];
  for (const [key, one] of Object.entries(found))
    if (typeof one === 'string' || typeof one === 'number') entries.push([key, String(one)]);
  return entries;
}
