import type { Json } from '../../review/model';
import type { Difference } from './scenario';

/** Stack (without the environment's name) to its synthesized configuration. */
export type Stacks = Readonly<Record<string, Json>>;

type Group = { readonly [key: string]: Json };

/** The stacks with differences applied, one after the other. */
export function vary(stacks: Stacks, differences: readonly Difference[]): Stacks {
  return differences.reduce((varied, { stack, type, name, values }) => {
    const old = varied[stack];
    if (old === undefined) throw new Error(`There is no stack "${stack}" among ${Object.keys(stacks).join(', ')}.`);
    return { ...varied, [stack]: merged(old, { resource: { [type]: { [name]: values } } }) };
  }, stacks);
}

/** Objects are merged, lists by place; null in an object takes its key away, anything else replaces. */
export function merged(old: Json | undefined, values: Json): Json {
  if (Array.isArray(values)) {
    const list: readonly Json[] = Array.isArray(old) ? (old as readonly Json[]) : [];
    return [...values.map((value: Json, place) => merged(list[place], value)), ...list.slice(values.length)];
  }
  if (!isGroup(values)) return values;
  const group: Record<string, Json> = { ...(isGroup(old) ? old : {}) };
  for (const [key, value] of Object.entries(values)) {
    if (value === null) delete group[key];
    else group[key] = merged(group[key], value);
  }
  return group;
}

const isGroup = (value: Json | undefined): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
