import { isEmpty } from '../diff/equal';
import type { Json } from '../model';
import { isList, isObject } from '../plan/json';

/** Both sides of one place that differ, in canonical form. */
export interface Leaf {
  readonly before: Json;
  readonly after: Json;
}

/** Stands for what is only known after apply; no JSON value of a plan looks like it. */
export const unknownValue: Json = { 'known after apply': true };

/** Is a place left out because it moves by itself? */
export type Volatile = (path: readonly string[]) => boolean;

/**
 * Every place whose sides differ, by position and not by meaning: an order that changed is a change of effect, and
 * a digest must not depend on how cleverly lists are matched. Paths are JSON pointers (RFC 6901).
 */
export function changedLeaves(before: Json, after: Json, unknown: Json, isVolatile: Volatile): Record<string, Leaf> {
  const leaves: Record<string, Leaf> = Object.create(null) as Record<string, Leaf>;
  compare({ before, after, unknown }, [], isVolatile, leaves);
  return leaves;
}

interface Place {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly unknown: Json | undefined;
}

function compare(place: Place, path: string[], isVolatile: Volatile, leaves: Record<string, Leaf>): void {
  const { before, after, unknown } = place;
  if (isVolatile(path)) return;
  if (unknown !== true && before === after && !isContainer(unknown)) return;
  // An empty block that comes or goes has no leaf of its own, and still means something: `empty_dir {}`.
  if (isList(before) && isList(after) && before.length !== after.length)
    leaves[pointer([...path, 'length'])] = { before: before.length, after: after.length };
  if (unknown !== true && compareInside(place, path, isVolatile, leaves)) return;
  if (unknown !== true && isEmpty(before) && isEmpty(after)) return;
  const sides = {
    before: canonicalValue(before, undefined, path, isVolatile),
    after: unknown === true ? unknownValue : canonicalValue(after, undefined, path, isVolatile),
  };
  if (JSON.stringify(sides.before) === JSON.stringify(sides.after)) return;
  leaves[pointer(path)] = sides;
}

function pointer(path: readonly string[]): string {
  return path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * Goes further inside when both sides are of one sort, or where something in there is unknown. Equal scalars are passed
 * over before anything is allocated for them; false when there is nothing inside.
 */
function compareInside(place: Place, path: string[], isVolatile: Volatile, leaves: Record<string, Leaf>): boolean {
  const { before, after, unknown } = place;
  const sameSort = isContainer(before) && isContainer(after) && isList(before) === isList(after);
  if (!sameSort && !(isContainer(unknown) && isContainer(after))) return false;
  let any = false;
  const enter = (key: string) => {
    any = true;
    const [old, next, mark] = [at(before, key), at(after, key), at(unknown, key)];
    if (old === next && typeof old !== 'object' && (mark === undefined || mark === false)) return;
    path.push(key);
    compare({ before: old, after: next, unknown: mark }, path, isVolatile, leaves);
    path.pop();
  };
  if (sameSort) for (const key in before) enter(key);
  if (isContainer(after)) for (const key in after) if (!sameSort || !Object.hasOwn(before, key)) enter(key);
  if (isContainer(unknown))
    for (const key in unknown)
      if (!Object.hasOwn(after as object, key) && !(sameSort && Object.hasOwn(before, key))) enter(key);
  return any;
}

/** A value without empty and volatile fields; unknown parts are named. Lists keep empty elements, so that places stay. */
export function canonicalValue(
  value: Json | undefined,
  unknown: Json | undefined,
  path: readonly string[],
  isVolatile: Volatile,
): Json {
  if (unknown === true) return unknownValue;
  if (isList(value) || (isEmpty(value) && isList(unknown) && unknown.length > 0)) {
    const [list, marks] = [isList(value) ? value : [], isList(unknown) ? unknown : []];
    return Array.from({ length: Math.max(list.length, marks.length) }, (_, index) =>
      canonicalValue(list[index], marks[index], [...path, String(index)], isVolatile),
    );
  }
  if (isObject(value) || isObject(unknown)) return canonicalObject(value, unknown, path, isVolatile);
  // A number beyond what JavaScript holds would not survive; its text does.
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : (value ?? null);
}

function canonicalObject(
  value: Json | undefined,
  unknown: Json | undefined,
  path: readonly string[],
  isVolatile: Volatile,
): Json {
  const copy: [string, Json][] = [];
  for (const key of new Set([...keysOf(value), ...keysOf(unknown)])) {
    const inside = [...path, key];
    if (isVolatile(inside)) continue;
    const canonical = canonicalValue(at(value, key), at(unknown, key), inside, isVolatile);
    if (!isEmpty(canonical)) copy.push([key, canonical]);
  }
  return Object.fromEntries(copy);
}

function isContainer(value: Json | undefined): value is readonly Json[] | { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}

function keysOf(value: Json | undefined): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function at(value: Json | undefined, key: string): Json | undefined {
  if (isList(value)) return value[Number(key)];
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
