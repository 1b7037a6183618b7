import type { Difference, Json, Path, Rewritten, Side } from '../model';
import { deepestNesting, isList, isObject } from '../plan/json';
import { hasUnknown, isMarked, markAt } from '../plan/marks';
import { PlanError } from '../plan/plan-error';
import { holderBehind, identical, isUnset, sameValue, worthTheSame } from './equal';
import { labelOf, loneBlock } from './label';
import { matchElements, nameByKey, sameKeysInPlace, valueAt } from './match-elements';
import type { Spelling } from './spelling';
import { sameStructure } from './structured-text';
import { type Expressions, whyUnknown } from './unknown';

/** What belongs to a place on both sides: the values, what is unknown in `after`, and the marks. */
interface Place {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly unknown: Json | undefined;
  readonly beforeMarks: Json | undefined;
  readonly afterMarks: Json | undefined;
}

interface WalkOptions {
  readonly spelling: Spelling;
  readonly replacePaths: readonly Path[];
  /** What the configuration says; asked for only when something is unknown. */
  readonly configured: () => Expressions;
}

export interface Walked {
  readonly differences: Difference[];
  readonly noise: { computed: number; orderOnly: number; emptiness: number; equivalent: number };
  readonly rewritten: Rewritten[];
}

/** For values that no configuration explains: drift, and what stands inside texts. */
export const notConfigured = (): Expressions => ({ expressions: undefined, module: '' });

/** Compares two values by meaning. Values are handed on by reference; only differences cost memory. */
export function walk(place: Place, options: WalkOptions): Walked {
  const walker = new Walker(options);
  walker.compare(place);
  const { differences, noise, rewritten } = walker;
  return { differences, noise, rewritten };
}

class Walker implements Walked {
  readonly differences: Difference[] = [];
  readonly noise = { computed: 0, orderOnly: 0, emptiness: 0, equivalent: 0 };
  readonly rewritten: Rewritten[] = [];
  readonly #path: (string | number)[] = [];
  readonly #beforePath: (string | number)[] = [];
  readonly #names: (string | undefined)[] = [];
  /** Nearest name of a field, for `env[3]` it is `env`, and the one around it. */
  #field = '';
  #parent = '';
  #moved = 0;

  constructor(readonly options: WalkOptions) {}

  compare(place: Place): void {
    const { before, after, unknown } = place;
    if (unknown === true) return this.#unknown(place);
    if (before === after) return this.#unknownInside(place);
    if (this.#path.length > deepestNesting) throw new PlanError(`The plan nests deeper than ${deepestNesting} levels.`);
    if (isObject(before) && isObject(after)) return this.#objects(before, after, place);
    if (isList(before) && isList(after)) return this.#lists(before, after, place);
    this.#leaf(place);
  }

  #objects(before: { readonly [key: string]: Json }, after: { readonly [key: string]: Json }, place: Place): void {
    for (const key in before) {
      const value = before[key];
      // Most fields are equal: passed over before anything is allocated for them.
      if (value === after[key] && markAt(place.unknown, key) === undefined) continue;
      this.#enter(key, key, undefined, {
        before: value,
        after: Object.hasOwn(after, key) ? after[key] : undefined,
        unknown: markAt(place.unknown, key),
        beforeMarks: markAt(place.beforeMarks, key),
        afterMarks: markAt(place.afterMarks, key),
      });
    }
    for (const key in after)
      if (!Object.hasOwn(before, key))
        this.#enter(key, key, undefined, {
          before: undefined,
          after: after[key],
          unknown: markAt(place.unknown, key),
          beforeMarks: undefined,
          afterMarks: markAt(place.afterMarks, key),
        });
    // Unknown map keys are missing from `after`.
    if (isObject(place.unknown))
      for (const key in place.unknown)
        if (!Object.hasOwn(before, key) && !Object.hasOwn(after, key))
          this.#enter(key, key, undefined, { ...nothing, unknown: place.unknown[key] });
  }

  #lists(before: readonly Json[], after: readonly Json[], place: Place): void {
    if (before.length === 0 && after.length === 0) return this.#unknownInside(place);
    const name = this.#field;
    if (isScalarList(before) && isScalarList(after)) return this.#scalarLists(before, after, place, name);
    const rule = this.options.spelling.rule(name, this.#parent);
    if (before.length === 1 && after.length === 1 && !rule)
      return this.#element(0, 0, this.#nameOfOnly(before, after), before, after, place);
    if (rule && sameKeysInPlace(before, after, rule)) {
      for (const [index, element] of before.entries()) {
        const same = identical(element, after[index]) && !hasUnknown(markAt(place.unknown, index));
        if (!same) this.#element(index, index, nameByKey(element, rule), before, after, place);
      }
      return;
    }
    const { pairs, reordered } = matchElements(before, after, rule ?? this.options.spelling.otherwise);
    const alone = before.length <= 1 && after.length <= 1;
    for (const pair of pairs)
      this.#element(pair.before, pair.after, pair.name ?? (alone ? loneBlock : undefined), before, after, place);
    if (reordered) this.#reordered(before, after, rule === undefined || isOrdered(rule.ordered, after), place);
  }

  /** Outside the kubernetes provider a list of one is a list, whose element keeps its name. */
  #nameOfOnly(before: readonly Json[], after: readonly Json[]): string {
    const name = valueAt(after[0], 'name');
    const keepsName = typeof name === 'string' && name === valueAt(before[0], 'name');
    return keepsName && !this.options.spelling.kubernetes ? name : loneBlock;
  }

  #scalarLists(before: readonly Json[], after: readonly Json[], place: Place, name: string): void {
    if (sameValue(before, after) && !hasUnknown(place.unknown)) return;
    const isSet = this.options.spelling.isSet(name);
    if (isSet && !hasUnknown(place.unknown) && sameValue([...before].sort(byText), [...after].sort(byText))) {
      this.#noteOrder();
      return;
    }
    this.#leaf(place);
  }

  /** A reordered list that Kubernetes reads as a set is noise, though inside a pod template it rolls the pods. */
  #reordered(before: readonly Json[], after: readonly Json[], matters: boolean, place: Place): void {
    if (!matters) return this.#noteOrder();
    this.#emit({ kind: 'value', value: before }, { kind: 'value', value: after }, place, 'order of ');
  }

  #noteOrder(): void {
    this.noise.orderOnly++;
    this.#rewritten('order of ');
  }

  #rewritten(prefix: string): void {
    this.rewritten.push({ path: [...this.#path], label: prefix + labelOf(this.#path, this.#names) });
  }

  #element(
    beforeIndex: number | undefined,
    afterIndex: number | undefined,
    name: string | undefined,
    before: readonly Json[],
    after: readonly Json[],
    place: Place,
  ): void {
    const [from, to] = [beforeIndex ?? afterIndex ?? 0, afterIndex ?? beforeIndex ?? 0];
    this.#enter(from, to, name, {
      before: beforeIndex === undefined ? undefined : before[beforeIndex],
      after: afterIndex === undefined ? undefined : after[afterIndex],
      unknown: afterIndex === undefined ? undefined : markAt(place.unknown, afterIndex),
      beforeMarks: beforeIndex === undefined ? undefined : markAt(place.beforeMarks, beforeIndex),
      afterMarks: afterIndex === undefined ? undefined : markAt(place.afterMarks, afterIndex),
    });
  }

  #enter(from: string | number, to: string | number, name: string | undefined, place: Place): void {
    this.#path.push(to);
    this.#beforePath.push(from);
    this.#names.push(name);
    const [field, parent] = [this.#field, this.#parent];
    if (typeof to === 'string') [this.#field, this.#parent] = [to, field];
    if (from !== to) this.#moved++;
    this.compare(place);
    if (from !== to) this.#moved--;
    [this.#field, this.#parent] = [field, parent];
    this.#path.pop();
    this.#beforePath.pop();
    this.#names.pop();
  }

  #leaf(place: Place): void {
    const { before, after, unknown } = place;
    // An element that comes or goes is never nothing: `empty_dir {}` is a volume, `from {}` opens a network policy.
    const isElement = typeof this.#path.at(-1) === 'number' && (isObject(before) || isObject(after));
    const holder = holderBehind(this.#path.at(-2));
    if (!isElement && isUnset(this.#field, before, holder) && isUnset(this.#field, after, holder)) {
      // A missing key and a null are how JSON writes the same nothing; anything else is a provider flipping.
      if ((before ?? null) !== (after ?? null)) this.noise.emptiness++;
      return this.#unknownInside(place);
    }
    if (isScalar(before) && isScalar(after) && this.#sameToReader(before, after)) {
      this.noise.equivalent++;
      return;
    }
    this.#emit(sideOf(before), sideOf(after), place);
    if (unknown !== undefined && !isUnset(this.#field, after, holder)) this.#unknownInside(place);
  }

  #sameToReader(before: Json, after: Json): boolean {
    const { kubernetes } = this.options.spelling;
    if (worthTheSame(before, after, this.#field, this.#parent, kubernetes)) return true;
    if (typeof before !== 'string' || typeof after !== 'string' || !sameStructure(before, after)) return false;
    this.#rewritten('spelling of ');
    return true;
  }

  #unknown(place: Place): void {
    const why = whyUnknown(this.#path, place.unknown, this.options.configured());
    // What the provider fills in is noise, unless it is the reason for a replacement.
    if (why.kind === 'computed' && !this.#forcesReplacement()) {
      this.noise.computed++;
      return;
    }
    const cause = why.kind === 'configured' ? why.cause : undefined;
    this.#emit(sideOf(place.before), { kind: 'unknown', cause }, place);
  }

  /** Unknown places inside a value that is otherwise equal, or new as a whole. */
  #unknownInside({ unknown, beforeMarks, afterMarks }: Place): void {
    if (isObject(unknown))
      for (const key in unknown) {
        const inside = unknown[key];
        if (inside === true || hasUnknown(inside))
          this.#enter(key, key, undefined, {
            ...nothing,
            unknown: inside,
            beforeMarks: markAt(beforeMarks, key),
            afterMarks: markAt(afterMarks, key),
          });
      }
    else if (isList(unknown))
      unknown.forEach((inside, index) => {
        if (inside === true || hasUnknown(inside))
          this.#enter(index, index, unknown.length === 1 ? loneBlock : undefined, {
            ...nothing,
            unknown: inside,
            beforeMarks: markAt(beforeMarks, index),
            afterMarks: markAt(afterMarks, index),
          });
      });
  }

  #emit(before: Side, after: Side, place: Place, prefix = ''): void {
    const path = [...this.#path];
    const marked = isMarked(place.beforeMarks) || isMarked(place.afterMarks);
    this.differences.push({
      path,
      label: prefix + labelOf(path, this.#names),
      before,
      after,
      forcesReplacement: this.#forcesReplacement(),
      beforePath: this.#moved > 0 ? [...this.#beforePath] : undefined,
      marks: marked ? { before: place.beforeMarks ?? false, after: place.afterMarks ?? false } : undefined,
    });
  }

  #forcesReplacement(): boolean {
    return this.options.replacePaths.some((path) => {
      const length = Math.min(path.length, this.#path.length);
      for (let at = 0; at < length; at++) if (path[at] !== this.#path[at]) return false;
      return true;
    });
  }
}

const nothing: Place = {
  before: undefined,
  after: undefined,
  unknown: undefined,
  beforeMarks: undefined,
  afterMarks: undefined,
};

function isOrdered(ordered: 'always' | 'with-references' | undefined, list: readonly Json[]): boolean {
  // `$(OTHER)` reads only variables that stand before it.
  return ordered === 'always' || (ordered === 'with-references' && JSON.stringify(list).includes('$('));
}

function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isScalarList(list: readonly Json[]): boolean {
  return list.every((element) => element === null || isScalar(element));
}

function byText(one: Json, other: Json): number {
  return String(one) < String(other) ? -1 : 1;
}

function sideOf(value: Json | undefined): Side {
  return value === undefined || value === null ? { kind: 'absent' } : { kind: 'value', value };
}
