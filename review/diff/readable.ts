import type { Json, Path } from '../model';
import { isList, isObject } from '../plan/json';
import { type Holder, holderBehind, isEmpty, isUnset } from './equal';
import { labelOf, loneBlock } from './label';
import type { ListRule } from './list-keys';
import { valueAt } from './match-elements';
import type { Spelling } from './spelling';

/** A filled leaf of a value, named as a reviewer would. */
interface NamedLeaf {
  readonly label: string;
  readonly text: string;
}

/** The filled leaves of a whole object or block, for objects that come or go. `start` is where the value stands. */
export function leavesIn(value: Json, start: Path, spelling: Spelling): NamedLeaf[] {
  const leaves: NamedLeaf[] = [];
  // Inside a block only what lies below it needs a name; at the top the frames of Kubernetes fall away.
  const path: (string | number)[] = start.length === 1 ? [...start] : [];
  const names: (string | undefined)[] = path.map(() => undefined);
  collect(value, path, names, spelling, leaves);
  return leaves;
}

function collect(
  value: Json,
  path: (string | number)[],
  names: (string | undefined)[],
  spelling: Spelling,
  leaves: NamedLeaf[],
): void {
  // What says nothing is left out, but for an element of a list: `empty_dir {}` and a rule for everybody are there.
  if (isObject(value) && !isEmpty(value)) {
    const own = names.at(-1);
    const holder = holderBehind(path.at(-1));
    for (const [key, inside] of Object.entries(value)) {
      // The name already stands in the label.
      if (isUnset(key, inside, holder) || (own !== undefined && own !== loneBlock && own === inside)) continue;
      path.push(key);
      names.push(undefined);
      collect(inside, path, names, spelling, leaves);
      path.pop();
      names.pop();
    }
    return;
  }
  if (isList(value) && value.some((element) => typeof element === 'object' && element !== null)) {
    const strings = path.filter((step) => typeof step === 'string');
    const rule = spelling.rule(String(strings.at(-1) ?? ''), strings.at(-2));
    for (const [index, element] of value.entries()) {
      path.push(index);
      names.push(nameOf(element, rule) ?? (value.length === 1 ? loneBlock : undefined));
      collect(element, path, names, spelling, leaves);
      path.pop();
      names.pop();
    }
    return;
  }
  leaves.push({ label: labelOf(path, names), text: textOf(value) });
}

function nameOf(element: Json, rule: ListRule | undefined): string | undefined {
  for (const fields of rule?.keys ?? []) {
    const values = fields.map((field) => valueAt(element, field)).filter((value) => !isEmpty(value));
    if (values.length > 0 && values.every((value) => typeof value !== 'object')) return values.join(' ');
  }
  return undefined;
}

function textOf(value: Json): string {
  if (isList(value)) return `[${value.map(String).join(', ')}]`;
  return isObject(value) ? '{}' : String(value);
}

/**
 * A value without empty fields and without the one-element lists in which the kubernetes provider keeps blocks; an
 * environment variable is its value.
 */
export function readable(value: Json, spelling: Spelling, holder: Holder): Json {
  if (isList(value)) {
    const elements = value.map((element) => readable(element, spelling, 'block'));
    const [only] = elements;
    return spelling.kubernetes && elements.length === 1 && isObject(only) ? only : elements;
  }
  if (!isObject(value)) return value;
  const filled = Object.entries(value).filter(([key, inside]) => !isUnset(key, inside, holder));
  return Object.fromEntries(filled.map(([key, inside]) => [key, readable(inside, spelling, 'map')]));
}
