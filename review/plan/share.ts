import type { Json } from '../model';
import { deepestNesting, isList, isObject } from './json';

/**
 * Puts the very parts of `before` in the place of those of `after` that equal them, and returns `after`, or `before`
 * where all of it is equal. Most of a plan is the same on both sides: whoever compares them later sees so at once, and
 * half of the plan can be forgotten. `after` has just been parsed and belongs to nobody else.
 */
export function share(before: Json, after: Json, depth = 0): Json {
  if (before === after) return before;
  if (depth > deepestNesting) return after;
  if (isList(before) && isList(after)) return shareList(before, after as Json[], depth) ? before : after;
  if (isObject(before) && isObject(after)) return shareObject(before, after, depth) ? before : after;
  return after;
}

function shareList(before: readonly Json[], after: Json[], depth: number): boolean {
  let equal = before.length === after.length;
  for (let index = 0; index < before.length && index < after.length; index++) {
    if (after[index] === before[index]) continue;
    const shared = share(before[index] as Json, after[index] as Json, depth + 1);
    if (shared === before[index]) after[index] = shared;
    else equal = false;
  }
  return equal;
}

function shareObject(before: { readonly [key: string]: Json }, after: { [key: string]: Json }, depth: number): boolean {
  let equal = true;
  let keys = 0;
  for (const key in after) {
    keys++;
    const was = before[key];
    const is = after[key] as Json;
    if (is === was) continue;
    const shared = was !== undefined && Object.hasOwn(before, key) ? share(was, is, depth + 1) : is;
    if (shared === was) after[key] = shared;
    else equal = false;
  }
  return equal && Object.keys(before).length === keys;
}
