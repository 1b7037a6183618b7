import { sameDuration } from '../../kubernetes/durations';
import { sameQuantity } from '../../kubernetes/quantities';
import type { Json } from '../model';
import { isList, isObject } from '../plan/json';

/**
 * What a value stands in. A block has fields, which providers write as null, "" or [] where nobody set them; a resource
 * itself is one. In a map every key was written by somebody, and "" is a value: a label, a key of a ConfigMap.
 */
export type Holder = 'block' | 'map';

/** What an object is, by the step that leads to it: blocks are lists in Terraform, of one element where need be. */
export const holderBehind = (step: string | number | undefined): Holder => (typeof step === 'string' ? 'map' : 'block');

/**
 * Providers flip between null, "" and [] for a field that nobody set. An empty block inside a list (`[{}]`) is not
 * empty: `empty_dir {}` is a volume, and an empty `from {}` opens a network policy to everybody.
 */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (isList(value)) return value.length === 0;
  if (!isObject(value)) return false;
  for (const key in value) if (!isUnset(key, value[key], 'map')) return false;
  return true;
}

/** Kubernetes API reference 1.34, LabelSelector: an empty one picks everything, an absent one nothing or its own kind. */
const selectors: ReadonlySet<string> = new Set(['podSelector', 'namespaceSelector', 'labelSelector']);
/** Of a typed Service it is a field, which the provider flips; in a manifest that of a PodDisruptionBudget is all pods. */
const isSelector = (key: string, holder: Holder): boolean =>
  selectors.has(key) || (holder === 'map' && key === 'selector');

/** Does a field say nothing? Of manifests: `from: [{ namespaceSelector: {} }]` lets the whole cluster through. */
export function isUnset(key: string, value: Json | undefined, holder: Holder): boolean {
  if (value === '') return holder === 'block';
  return isEmpty(value) && !(isObject(value) && isSelector(key, holder));
}

/** Exactly the same JSON, key order aside: the cheap test before any other. */
export function identical(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (isList(one)) {
    if (!isList(other) || one.length !== other.length) return false;
    for (let index = 0; index < one.length; index++) if (!identical(one[index], other[index])) return false;
    return true;
  }
  if (!isObject(one) || !isObject(other)) return false;
  let keys = 0;
  for (const key in one) {
    if (!Object.hasOwn(other, key) || !identical(one[key], other[key])) return false;
    keys++;
  }
  for (const key in other) if (Object.hasOwn(other, key)) keys--;
  return keys === 0;
}

/** Equal but for key order and empty fields. */
export function sameValue(one: Json | undefined, other: Json | undefined, holder: Holder = 'block'): boolean {
  if (one === other) return true;
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((element, index) => sameValue(element, other[index]));
  if (isObject(one) && isObject(other)) {
    for (const key in one) if (!sameField(key, one[key], own(other, key), holder)) return false;
    for (const key in other) if (!Object.hasOwn(one, key) && !isUnset(key, other[key], holder)) return false;
    return true;
  }
  return isEmpty(one) && isEmpty(other);
}

const sameField = (key: string, one: Json | undefined, other: Json | undefined, holder: Holder): boolean =>
  sameValue(one, other, 'map') && isUnset(key, one, holder) === isUnset(key, other, holder);

function own(object: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A text that is equal for values that are `sameValue`, to find equal elements without comparing each with each. */
export function contentKey(value: Json | undefined, holder: Holder = 'block'): string {
  if (isEmpty(value)) return '-';
  if (isList(value)) return `[${value.map((element) => contentKey(element)).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const filled = Object.keys(value)
    .filter((key) => !isUnset(key, value[key], holder))
    .sort();
  if (filled.length === 0) return '-';
  return `{${filled.map((key) => `${JSON.stringify(key)}:${contentKey(value[key], 'map')}`).join()}}`;
}

/** Maps whose values are read by somebody else, letter by letter. */
const textMaps = /^(labels|annotations|match_?labels|node_?selector|selector|data|binary_?data|string_?data)$/i;
const quantityParents =
  /^(limits|requests|hard|default|default_?request|max|min|capacity|allocatable|max_?limit_?request_?ratio|overhead)$/i;
const quantityFields = /^(storage|size_?limit|divisor|average_?value|cpu|memory)$/i;
const durationFields = /(duration|interval|timeout|period|ttl|renew_?before|deadline)$/i;

/** Differently written, worth the same to Kubernetes: `1000m` and `1`, `80` and `"80"`, `60s` and `1m`. */
export function worthTheSame(one: Json, other: Json, name: string, parent: string, kubernetes: boolean): boolean {
  if (typeof one === 'object' || typeof other === 'object') return false;
  const [first, second] = [String(one), String(other)];
  if (first === second) return true;
  if (textMaps.test(parent)) return false;
  if (durationFields.test(name) || parent === 'timeouts') return sameDuration(first, second);
  if (!kubernetes) return false;
  const isQuantity =
    quantityParents.test(parent) || quantityFields.test(name) || (parent === 'target' && name === 'value');
  return isQuantity && sameQuantity(first, second);
}
