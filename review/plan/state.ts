import type { Json, StateObject } from '../model';
import { deepestNesting, field, isList, isObject, textField } from './json';
import type { Remarks } from './remarks';

/** All objects of a state with its `values`, modules included, by reference; what is broken is passed over, and said. */
export function readState(state: Json | undefined, remarks: Remarks): StateObject[] {
  const reading = new Reading(remarks);
  reading.add(reading.part(reading.part(state, 'values'), 'root_module'), 0);
  return reading.objects;
}

class Reading {
  readonly objects: StateObject[] = [];

  constructor(private readonly remarks: Remarks) {}

  part(holder: Json | undefined, name: string): Json | undefined {
    if (!isUnsetOr(isObject, holder)) this.#isBroken();
    return field(holder, name);
  }

  add(module: Json | undefined, depth: number): void {
    if (depth > deepestNesting) return;
    for (const resource of this.#list(module, 'resources')) {
      const address = textField(resource, 'address');
      const values = field(resource, 'values') ?? null;
      if (!isUnsetOr(isObject, values)) this.#isBroken();
      if (!isObject(resource) || address === undefined) {
        this.#isBroken();
        continue;
      }
      const deposed = textField(resource, 'deposed_key');
      this.objects.push({
        address,
        mode: field(resource, 'mode') === 'data' ? 'data' : 'managed',
        type: textField(resource, 'type') ?? '',
        ...(deposed === undefined ? {} : { deposed }),
        values,
        sensitive: field(resource, 'sensitive_values') ?? false,
      });
    }
    for (const child of this.#list(module, 'child_modules')) this.add(child, depth + 1);
  }

  #list(module: Json | undefined, name: string): readonly Json[] {
    const list = this.part(module, name);
    if (!isUnsetOr(isList, list)) this.#isBroken();
    return isList(list) ? list : [];
  }

  #isBroken(): void {
    this.remarks.malformed('its state is broken');
  }
}

const isUnsetOr = (is: (value: Json | undefined) => boolean, value: Json | undefined): boolean =>
  value === undefined || value === null || is(value);
