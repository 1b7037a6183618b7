import type { Entry, Values } from './plan-builder';
import { updated } from './plan-builder';

/** Every place of a value, one after the other, as one that is known only after apply. */
type Steps = readonly (string | number)[];

export function placesOf(value: unknown, steps: Steps = []): readonly Steps[] {
  const inside = Array.isArray(value)
    ? value.flatMap((one, index) => placesOf(one, [...steps, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => placesOf(one, [...steps, key]))
      : [];
  return steps.length === 0 ? inside : [steps, ...inside];
}

/** As Terraform writes it: absent from `after`, true in `after_unknown`. */
export function hidden(address: string, before: Values, after: Values, steps: Steps): Entry {
  return updated(address, before, without(after, steps) as Values, { afterUnknown: marksOf(steps) as never });
}

function marksOf([first, ...rest]: Steps): unknown {
  if (first === undefined) return true;
  return typeof first === 'string'
    ? { [first]: marksOf(rest) }
    : [...Array.from({ length: first }, () => ({})), marksOf(rest)];
}

function without(value: unknown, [first, ...rest]: Steps): unknown {
  const inner = (one: unknown): unknown => (rest.length === 0 ? null : without(one, rest));
  if (Array.isArray(value)) return value.map((one: unknown, index) => (index === first ? inner(one) : one));
  const entries = Object.entries(value as object).flatMap(([key, one]) =>
    key !== first ? [[key, one]] : rest.length === 0 ? [] : [[key, inner(one)]],
  );
  return Object.fromEntries(entries);
}
