import type { Json } from '../model';
import { isList, isObject } from './json';

/** Does `after_unknown` say of any part that it is known only after apply? */
export function hasUnknown(unknown: Json | undefined): boolean {
  if (unknown === true) return true;
  if (isList(unknown)) return unknown.some(hasUnknown);
  return isObject(unknown) && Object.values(unknown).some(hasUnknown);
}

/** Anything but a tree of false, null and empty containers is a mark; a mark of a strange type hides too. */
export function isMarked(marks: Json | undefined): boolean {
  if (marks === undefined || marks === null || marks === false) return false;
  if (isList(marks)) return marks.some(isMarked);
  return isObject(marks) ? Object.values(marks).some(isMarked) : true;
}

/** What marks say of a part: the mark of a whole value covers all inside it, that of a strange type as well. */
export function markAt(marks: Json | undefined, key: string | number): Json | undefined {
  if (isList(marks)) return marks[Number(key)];
  if (isObject(marks)) return Object.hasOwn(marks, key) ? marks[key] : undefined;
  return marks === null || marks === false ? undefined : marks;
}
