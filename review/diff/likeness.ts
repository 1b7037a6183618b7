import type { Json } from '../model';
import { isList, isObject } from '../plan/json';
import { isEmpty } from './equal';

/** Share of filled leaves that two values have in common, from 0 to 1. Scalars are alike only when equal. */
export function likeness(one: Json, other: Json): number {
  const count = { common: 0, all: 0 };
  compare(one, other, count);
  return count.all === 0 ? 1 : count.common / count.all;
}

function compare(one: Json | undefined, other: Json | undefined, count: { common: number; all: number }): void {
  if (isEmpty(one) && isEmpty(other)) return;
  if (isList(one) || isList(other)) {
    const [first, second] = [isList(one) ? one : [], isList(other) ? other : []];
    for (let index = 0; index < Math.max(first.length, second.length); index++)
      compare(first[index], second[index], count);
    return;
  }
  if (isObject(one) || isObject(other)) {
    const [first, second] = [isObject(one) ? one : {}, isObject(other) ? other : {}];
    for (const key in first) compare(first[key], Object.hasOwn(second, key) ? second[key] : undefined, count);
    for (const key in second) if (!Object.hasOwn(first, key)) compare(undefined, second[key], count);
    return;
  }
  count.all++;
  if (one === other) count.common++;
}
