import type { Json } from '../model';
import { field, listField, textField } from './json';

/**
 * The configuration of one resource by its address in the plan: module calls and the resource inside, without
 * instance keys, since all instances share it.
 */
export function configurationOf(configuration: Json, address: string): Json | undefined {
  const parts = stepsOf(address);
  let module = field(configuration, 'root_module');
  let at = 0;
  while (parts[at] === 'module' && parts[at + 1] !== undefined) {
    module = field(field(field(module, 'module_calls'), parts[at + 1] as string), 'module');
    at += 2;
  }
  const wanted = parts.slice(at).join('.');
  return listField(module, 'resources').find((resource) => textField(resource, 'address') === wanted);
}

/** `module.a["x.y"].kubernetes_service_v1.web[0]` as `module, a, kubernetes_service_v1, web`. */
export function stepsOf(address: string): readonly string[] {
  return withoutInstanceKeys(address).split('.');
}

/** Instance keys may hold dots, brackets and escaped quotes. */
export function withoutInstanceKeys(address: string): string {
  return address.includes('[') ? address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, '') : address;
}
