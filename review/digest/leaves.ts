import { holderBehind, isEmpty, isUnset } from '../diff/equal';
import type { Json, Path } from '../model';
import { isList, isObject } from '../plan/json';
import { hasUnknown } from '../plan/marks';

/** Both sides of one place that differ, in canonical form. */
interface Leaf {
  readonly before: Json;
  readonly after: Json;
}

/** Stands for what is only known after apply; no JSON value of a plan looks like it. */
export const unknownValue: Json = { 'known after apply': true };

/** Is a place left out because it moves by itself? */
export type Volatile = (path: Path) => boolean;

/**
 * Every place whose sides differ, by position and not by meaning: an order that changed is a change of effect, and
 * a digest must not depend on how cleverly lists are matched. Paths are JSON pointers (RFC 6901).
 */
export function changedLeaves(before: Json, after: Json, unknown: Json, isVolatile: Volatile): Record<string, Leaf> {
  const search = new LeafSearch(isVolatile);
  search.compare(before, after, unknown);
  return search.leaves;
}

/** Most of a plan is equal on both sides: it is passed over without allocating anything for it. */
class LeafSearch {
  readonly leaves: Record<string, Leaf> = Object.create(null) as Record<string, Leaf>;
  readonly #path: (string | number)[] = [];

  constructor(readonly isVolatile: Volatile) {}

  compare(before: Json | undefined, after: Json | undefined, unknown: Json | undefined): void {
    const path = this.#path;
    if (this.isVolatile(path)) return;
    // An empty block that comes or goes has no leaf of its own, and still means something: `empty_dir {}`.
    if (isList(before) && isList(after) && before.length !== after.length)
      this.leaves[pointer([...path, 'length'])] = { before: before.length, after: after.length };
    if (unknown !== true && this.#inside(before, after, unknown)) return;
    const [key, holder] = [String(path.at(-1) ?? ''), holderBehind(path.at(-2))];
    if (unknown !== true && isUnset(key, before, holder) && isUnset(key, after, holder)) return;
    const sides = {
      before: canonicalValue(before, undefined, path, this.isVolatile),
      after: unknown === true ? unknownValue : canonicalValue(after, undefined, path, this.isVolatile),
    };
    if (JSON.stringify(sides.before) === JSON.stringify(sides.after)) return;
    this.leaves[pointer(path)] = sides;
  }

  /** Goes further inside when both sides are of one sort, or where something in there is unknown; false when nothing is. */
  #inside(before: Json | undefined, after: Json | undefined, unknown: Json | undefined): boolean {
    const marks = isContainer(unknown) ? unknown : undefined;
    if (isList(before) && isList(after) && (marks === undefined || isList(marks))) {
      const length = Math.max(before.length, after.length, marks?.length ?? 0);
      for (let index = 0; index < length; index++) this.#enter(index, before[index], after[index], marks?.[index]);
      return length > 0;
    }
    const sameSort = isContainer(before) && isContainer(after) && isList(before) === isList(after);
    if (!sameSort && !(marks !== undefined && isContainer(after))) return false;
    let any = false;
    const enter = (key: string): void => {
      any = true;
      this.#enter(key, at(before, key), at(after, key), at(marks, key));
    };
    if (sameSort) for (const key in before) enter(key);
    if (isContainer(after)) for (const key in after) if (!sameSort || !Object.hasOwn(before, key)) enter(key);
    if (marks !== undefined)
      for (const key in marks)
        if (!Object.hasOwn(after as object, key) && !(sameSort && Object.hasOwn(before, key))) enter(key);
    return any;
  }

  #enter(key: string | number, before: Json | undefined, after: Json | undefined, mark: Json | undefined): void {
    if (before === after && !hasUnknown(mark)) return;
    this.#path.push(key);
    this.compare(before, after, mark);
    this.#path.pop();
  }
}

function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A value without empty and volatile fields; unknown parts are named. Lists keep empty elements, so that places stay. */
export function canonicalValue(
  value: Json | undefined,
  unknown: Json | undefined,
  path: Path,
  isVolatile: Volatile,
): Json {
  if (unknown === true) return unknownValue;
  if (isList(value) || (isEmpty(value) && isList(unknown) && unknown.length > 0)) {
    const [list, marks] = [isList(value) ? value : [], isList(unknown) ? unknown : []];
    return Array.from({ length: Math.max(list.length, marks.length) }, (_, index) =>
      canonicalValue(list[index], marks[index], [...path, index], isVolatile),
    );
  }
  if (isObject(value) || isObject(unknown)) return canonicalObject(value, unknown, path, isVolatile);
  // A number beyond what JavaScript holds would not survive; its text does.
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : (value ?? null);
}

function canonicalObject(value: Json | undefined, unknown: Json | undefined, path: Path, isVolatile: Volatile): Json {
  const copy: [string, Json][] = [];
  for (const key of new Set([...keysOf(value), ...keysOf(unknown)])) {
    const inside = [...path, key];
    if (isVolatile(inside)) continue;
    const canonical = canonicalValue(at(value, key), at(unknown, key), inside, isVolatile);
    if (!isUnset(key, canonical, holderBehind(path.at(-1)))) copy.push([key, canonical]);
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
