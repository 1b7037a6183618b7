import { type Holder, isUnset } from '../diff/equal';
import type { Json } from '../model';
import { deepestNesting, isList, isObject } from './json';

/** `after` as `share` leaves it, and what was seen on the way. */
interface Shared {
  readonly after: Json;
  /** How many fields in it only seemed to change: null and then "", [] or {}. */
  readonly flips: number;
  /** Whether something is a text, a number, a list ... before, and something else, but not null, after. */
  readonly changesType: boolean;
}

/**
 * Puts the very parts of `before` in the place of those of `after` that equal them, or that say nothing as they do, and
 * gives `after`, or `before` where all of it is equal. Most of a plan is the same on both sides: whoever compares them
 * later sees so at once, and half of the plan can be forgotten. `after` has just been parsed and belongs to nobody else.
 */
export function share(before: Json, after: Json): Shared {
  const sharing = new Sharing();
  const shared = sharing.share(before, after, 0, 'block', true);
  return { after: shared, flips: sharing.flips, changesType: sharing.changesType };
}

class Sharing {
  flips = 0;
  changesType = false;

  /**
   * `inside` is what the two are for what stands in them. `paired`: both stand in the same place, which nobody knows of
   * elements once a list has grown or shrunk.
   */
  share(before: Json, after: Json, depth: number, inside: Holder, paired: boolean): Json {
    if (before === after) return before;
    if (depth > deepestNesting) return after;
    if (isList(before) && isList(after)) return this.#list(before, after as Json[], depth, paired) ? before : after;
    if (isObject(before) && isObject(after)) return this.#object(before, after, depth, inside, paired) ? before : after;
    if (before !== null && after !== null && typeOf(before) !== typeOf(after)) this.changesType = true;
    return after;
  }

  #list(before: readonly Json[], after: Json[], depth: number, paired: boolean): boolean {
    let equal = before.length === after.length;
    const inPlace = paired && equal;
    for (let index = 0; index < before.length && index < after.length; index++) {
      if (after[index] === before[index]) continue;
      const shared = this.share(before[index] as Json, after[index] as Json, depth + 1, 'block', inPlace);
      if (shared === before[index]) after[index] = shared;
      else equal = false;
    }
    return equal;
  }

  #object(
    before: { readonly [key: string]: Json },
    after: { [key: string]: Json },
    depth: number,
    inside: Holder,
    paired: boolean,
  ): boolean {
    let equal = true;
    let keys = 0;
    for (const key in after) {
      keys++;
      const was = before[key];
      const is = after[key] as Json;
      if (is === was) continue;
      if (paired && was === null && isUnset(key, is, inside)) {
        this.flips++;
        after[key] = was;
        continue;
      }
      const shared =
        was !== undefined && Object.hasOwn(before, key) ? this.share(was, is, depth + 1, 'map', paired) : is;
      if (shared === was) after[key] = shared;
      else equal = false;
    }
    return equal && Object.keys(before).length === keys;
  }
}

const typeOf = (value: Json): string => (isList(value) ? 'list' : typeof value);
