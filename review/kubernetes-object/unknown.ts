import type { Json } from '../model';
import { isList, isObject } from '../plan/json';
import { hasUnknown } from '../plan/marks';

/** Stands where a value is known only after apply. Compared by identity, so no plan can hold it by accident. */
export const unknown: Json = Object.freeze({ 'known after apply': true });

export const isUnknown = (value: unknown): boolean => value === unknown;

/** Is anything inside it known only after apply? */
export function holdsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsUnknown);
}

/** Puts `unknown` wherever `after_unknown` says true: absent map keys and null list elements included. */
export function overlay(value: Json, marks: Json): Json {
  if (marks === true) return unknown;
  if (isList(marks)) {
    const list = isList(value) ? value : [];
    if (!marks.some(hasUnknown)) return value;
    return Array.from({ length: Math.max(list.length, marks.length) }, (_, index) =>
      overlay(list[index] ?? null, marks[index] ?? false),
    );
  }
  if (isObject(marks)) {
    const unknowns = Object.entries(marks).filter(([, mark]) => hasUnknown(mark));
    if (unknowns.length === 0) return value;
    const known = isObject(value) ? value : {};
    return { ...known, ...Object.fromEntries(unknowns.map(([key, mark]) => [key, overlay(known[key] ?? null, mark)])) };
  }
  return value;
}
