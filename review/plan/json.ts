import type { Json } from '../model';

export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Own property only: a plan may hold a key called `__proto__` or `constructor`. */
export function field(value: Json | undefined, key: string): Json | undefined {
  if (!isObject(value)) return undefined;
  // Asked a hundred times for every object of a plan: what prototypes hold is functions, but for one name.
  if (key === '__proto__' && !Object.hasOwn(value, key)) return undefined;
  const found = value[key];
  return typeof found === 'function' ? undefined : found;
}

export function textField(value: Json | undefined, key: string): string | undefined {
  const found = field(value, key);
  return typeof found === 'string' ? found : undefined;
}

export function listField(value: Json | undefined, key: string): readonly Json[] {
  const found = field(value, key);
  return isList(found) ? found : [];
}

/** Nesting that no real plan reaches; beyond it a recursive walk could exhaust the stack. */
export const deepestNesting = 500;
