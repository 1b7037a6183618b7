import type { Json, StateObject } from '../model';
import { deepestNesting, field, isObject, listField, textField } from './json';

/** All objects of a state's `values`, modules included, by reference. */
export function readState(values: Json | undefined): StateObject[] {
  const objects: StateObject[] = [];
  addModule(field(values, 'root_module'), objects, 0);
  return objects;
}

function addModule(module: Json | undefined, objects: StateObject[], depth: number): void {
  if (depth > deepestNesting) return;
  for (const resource of listField(module, 'resources')) {
    const address = textField(resource, 'address');
    if (!isObject(resource) || address === undefined) continue;
    const deposed = textField(resource, 'deposed_key');
    objects.push({
      address,
      mode: field(resource, 'mode') === 'data' ? 'data' : 'managed',
      type: textField(resource, 'type') ?? '',
      ...(deposed === undefined ? {} : { deposed }),
      values: field(resource, 'values') ?? null,
      sensitive: field(resource, 'sensitive_values') ?? false,
    });
  }
  for (const child of listField(module, 'child_modules')) addModule(child, objects, depth + 1);
}
