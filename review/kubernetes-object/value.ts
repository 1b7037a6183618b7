import { isEmpty } from '../diff/equal';
import type { Json } from '../model';
import { field, isList, isObject } from '../plan/json';
import { holdsUnknown, isUnknown } from './unknown';

type Step = string | number;

function follow(value: unknown, steps: readonly Step[]): Json | undefined {
  let node = value as Json | undefined;
  for (const step of steps) {
    if (isUnknown(node)) return node;
    node = typeof step === 'number' ? (isList(node) ? node[step] : undefined) : field(node, step);
  }
  return node;
}

/** The known, non-empty value at a place, else undefined. Null, "", [] and {} say as much as nothing. */
export function at(value: unknown, ...steps: readonly Step[]): Exclude<Json, null> | undefined {
  return known(follow(value, steps));
}

const known = (found: Json | undefined): Exclude<Json, null> | undefined =>
  found === undefined || found === null || isUnknown(found) || isEmpty(found) ? undefined : found;

/** Is the place, or anything on the way to it, known only after apply? */
export function isUnknownAt(value: unknown, ...steps: readonly Step[]): boolean {
  return isUnknown(follow(value, steps));
}

/** The same, or anything inside it: in a manifest one label alone may be known only after apply. */
export function holdsUnknownAt(value: unknown, ...steps: readonly Step[]): boolean {
  return holdsUnknown(follow(value, steps));
}

export function textAt(value: unknown, ...steps: readonly Step[]): string | undefined {
  const found = known(follow(value, steps));
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : undefined;
}

/** Numbers sometimes come as strings. */
export function numberAt(value: unknown, ...steps: readonly Step[]): number | undefined {
  const found = known(follow(value, steps));
  if (typeof found === 'number') return found;
  return typeof found === 'string' && /^-?\d+(\.\d+)?$/.test(found) ? Number(found) : undefined;
}

/** Flags sometimes come as strings as well. */
export function flagAt(value: unknown, ...steps: readonly Step[]): boolean | undefined {
  const found = known(follow(value, steps));
  if (typeof found === 'boolean') return found;
  return found === 'true' ? true : found === 'false' ? false : undefined;
}

export function listAt(value: unknown, ...steps: readonly Step[]): readonly Json[] {
  const found = known(follow(value, steps));
  return isList(found) ? found : [];
}

/** The names and amounts of a map, as limits, requests and quotas are. */
export function entriesAt(value: unknown, ...steps: readonly Step[]): readonly (readonly [string, string])[] {
  const found = at(value, ...steps);
  if (!isObject(found)) return [];
  const entries: (readonly [string, string])[] = [];
  for (const [key, one] of Object.entries(found))
    if (typeof one === 'string' || typeof one === 'number') entries.push([key, String(one)]);
  return entries;
}

/** Was it there, and is it certainly gone? Both objects must be there: what is deleted as a whole loses no part. */
export function removed(before: unknown, after: unknown, ...steps: readonly Step[]): boolean {
  if (before === undefined || after === undefined || before === null || after === null) return false;
  return at(before, ...steps) !== undefined && at(after, ...steps) === undefined && !isUnknownAt(after, ...steps);
}
