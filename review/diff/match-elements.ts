import type { Json } from '../model';
import { isList, isObject } from '../plan/json';
import { contentKey, isEmpty, sameValue } from './equal';
import { likeness } from './likeness';
import type { ListRule } from './list-keys';

/** Two elements that are the same thing, or one that has no partner. */
interface Pair {
  readonly before?: number;
  readonly after?: number;
  /** What a reader calls the element, when a key tells. */
  readonly name?: string;
}

interface Matching {
  readonly pairs: readonly Pair[];
  /** Partners stand in another order than before. */
  readonly reordered: boolean;
}

/** Pairs the elements of two lists by their key, then by equal content, then by likeness. */
export function matchElements(before: readonly Json[], after: readonly Json[], rule: ListRule): Matching {
  const keys = keysOf(before, after, rule);
  if (!keys && before.length === 1 && after.length === 1) return { pairs: [{ before: 0, after: 0 }], reordered: false };
  const pairs: Pair[] = [];
  const freeAfter = new Set(after.keys());
  const freeBefore = new Set(before.keys());
  const pairUp = (
    key: (element: Json, index: number, side: 'before' | 'after') => string | undefined,
    named: boolean,
  ) => {
    const waiting = new Map<string, number[]>();
    for (const index of freeAfter) {
      const own = key(after[index] as Json, index, 'after');
      if (own !== undefined) (waiting.get(own) ?? waiting.set(own, []).get(own))?.push(index);
    }
    for (const index of freeBefore) {
      const own = key(before[index] as Json, index, 'before');
      const partner = own === undefined ? undefined : waiting.get(own)?.shift();
      if (partner === undefined) continue;
      freeBefore.delete(index);
      freeAfter.delete(partner);
      pairs.push({ before: index, after: partner, name: named ? own : undefined });
    }
  };
  if (keys) pairUp((_, index, side) => keys[side][index], true);
  else pairUp((element) => contentKey(element), false);
  pairByLikeness(before, after, freeBefore, freeAfter, pairs);
  const reordered = isReordered(pairs);
  const nameAt = (side: 'before' | 'after', index: number) => keys?.[side][index];
  for (const index of freeAfter) pairs.push({ after: index, name: nameAt('after', index) });
  pairs.sort((one, other) => (one.after ?? 0) - (other.after ?? 0));
  for (const index of freeBefore) pairs.push({ before: index, name: nameAt('before', index) });
  return { pairs, reordered };
}

/** Both lists hold the same keys in the same places: the usual case, told without building anything. */
export function sameKeysInPlace(before: readonly Json[], after: readonly Json[], rule: ListRule): boolean {
  const [fields] = rule.keys;
  if (before.length !== after.length || fields === undefined) return false;
  return before.every((element, index) => sameKey(element, after[index] as Json, fields));
}

function sameKey(before: Json, after: Json, fields: readonly string[]): boolean {
  let any = false;
  for (const path of fields) {
    const key = valueAt(before, path);
    if (key !== valueAt(after, path) || typeof key === 'object') return false;
    any ||= !isEmpty(key);
  }
  return any;
}

/** What a reader calls an element that `sameKeysInPlace` has found. */
export function nameByKey(element: Json, rule: ListRule): string {
  return shownKey(element, rule.keys[0] ?? []);
}

interface Keys {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Keys by the first alternative under which all elements of a side differ, and all have one. */
function keysOf(before: readonly Json[], after: readonly Json[], rule: ListRule): Keys | undefined {
  for (const fields of rule.keys) {
    const [ofBefore, ofAfter] = [keysBy(before, fields), keysBy(after, fields)];
    if (ofBefore && ofAfter) return { before: ofBefore, after: ofAfter };
  }
  return undefined;
}

function keysBy(list: readonly Json[], fields: readonly string[]): string[] | undefined {
  const keys: string[] = [];
  for (const element of list) {
    if (!isObject(element) || fields.every((path) => isEmpty(valueAt(element, path)))) return undefined;
    keys.push(shownKey(element, fields));
  }
  return new Set(keys).size === keys.length ? keys : undefined;
}

const shownKey = (element: Json, fields: readonly string[]): string =>
  fields
    .map((path) => shown(valueAt(element, path), path))
    .filter((text) => text !== '')
    .join(' ');

/** A key that is a block of its own, a label selector for example, by its leaves. */
function shown(value: Json | undefined, path: string): string {
  if (isEmpty(value)) return '';
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value) && value.every((one) => typeof one === 'string')) return [...value].sort().join('+');
  return `${path.replaceAll('_', ' ')} ${leavesOf(value as Json)
    .sort()
    .join(' ')}`;
}

function leavesOf(value: Json, key = ''): string[] {
  if (isList(value)) return value.flatMap((one) => leavesOf(one, key));
  if (isObject(value)) return Object.entries(value).flatMap(([name, inside]) => leavesOf(inside, name));
  return isEmpty(value) ? [] : [`${key}=${String(value)}`];
}

/** Value at a dotted path; numbers are indices. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  if (!path.includes('.')) return isObject(value) && Object.hasOwn(value, path) ? value[path] : undefined;
  let found = value;
  for (const step of path.split('.')) {
    if (isList(found)) found = found[Number(step)];
    else found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

/** Beyond this many left-over elements on a side, trying each against each costs more than it explains. */
const mostCompared = 60;

/** Left-over elements that are more alike than different are one element that changed its key. */
function pairByLikeness(
  before: readonly Json[],
  after: readonly Json[],
  freeBefore: Set<number>,
  freeAfter: Set<number>,
  pairs: Pair[],
): void {
  if (freeBefore.size > mostCompared || freeAfter.size > mostCompared) return;
  for (const index of freeBefore) {
    let [best, bestLikeness] = [-1, 0.5];
    for (const candidate of freeAfter) {
      const one = before[index] as Json;
      const other = after[candidate] as Json;
      const found = sameValue(one, other) ? 1 : likeness(one, other);
      if (found > bestLikeness) [best, bestLikeness] = [candidate, found];
    }
    if (best < 0) continue;
    freeBefore.delete(index);
    freeAfter.delete(best);
    pairs.push({ before: index, after: best });
  }
}

function isReordered(pairs: readonly Pair[]): boolean {
  const inOrder = [...pairs].sort((one, other) => (one.before ?? 0) - (other.before ?? 0));
  return inOrder.some((pair, index) => index > 0 && (pair.after ?? 0) < (inOrder[index - 1]?.after ?? 0));
}
