import type { Json } from '../model';
import { oncePer } from '../once';
import { deepestNesting, field, isObject, type JsonObject, listField, textField } from './json';

/** Finds a resource's configuration by its address in a plan; all instances of a resource share it. */
export type ConfigurationIndex = (address: string) => Json | undefined;

/** The index is made when first asked, since plans without unknown values never need it, and once for all who ask. */
export const indexConfiguration =
  (configuration: Json): ConfigurationIndex =>
  (address) =>
    isObject(configuration) ? indexOf(configuration).get(withoutInstanceKeys(address)) : undefined;

const indexOf = oncePer((configuration: JsonObject): ReadonlyMap<string, Json> => {
  const index = new Map<string, Json>();
  addModule(index, field(configuration, 'root_module'), '', 0);
  return index;
});

function addModule(index: Map<string, Json>, module: Json | undefined, prefix: string, depth: number): void {
  if (depth > deepestNesting) return;
  for (const resource of listField(module, 'resources')) {
    const address = textField(resource, 'address');
    if (address !== undefined) index.set(prefix + address, resource);
  }
  const calls = field(module, 'module_calls');
  if (!isObject(calls)) return;
  for (const [name, call] of Object.entries(calls))
    addModule(index, field(call, 'module'), `${prefix}module.${name}.`, depth + 1);
}

/** `module.a["x.y"].kubernetes_service_v1.web[0]` without what is in brackets; keys may hold dots and escaped quotes. */
export function withoutInstanceKeys(address: string): string {
  return address.includes('[') ? address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, '') : address;
}
