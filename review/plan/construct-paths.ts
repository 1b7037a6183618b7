import type { Json } from '../model';
import { field, isObject, textField } from './json';
import type { Remarks } from './remarks';
import { withoutInstanceKeys } from './configuration';

/** Construct path by resource address, from the text of `cdk.tf.json`: cdktf notes it on every resource under `//`. */
export function readConstructPaths(text: string | undefined, remarks: Remarks): Record<string, string> {
  const paths: Record<string, string> = {};
  if (text === undefined) return paths;
  let configuration: Json;
  try {
    configuration = JSON.parse(text) as Json;
  } catch {
    remarks.notice('cdk.tf.json beside the plan is not JSON, so that no construct paths are shown.');
    return paths;
  }
  add(paths, field(configuration, 'resource'), '');
  add(paths, field(configuration, 'data'), 'data.');
  return paths;
}

function add(paths: Record<string, string>, types: Json | undefined, prefix: string): void {
  if (!isObject(types)) return;
  for (const [type, resources] of Object.entries(types)) {
    if (!isObject(resources)) continue;
    for (const [name, resource] of Object.entries(resources)) {
      const path = textField(field(field(resource, '//'), 'metadata'), 'path');
      if (path !== undefined) paths[`${prefix}${type}.${name}`] = path;
    }
  }
}

/** The construct path of an address, instances of one resource sharing it. */
export function constructPathOf(paths: { readonly [address: string]: string }, address: string): string | undefined {
  if (Object.hasOwn(paths, address)) return paths[address];
  const shared = withoutInstanceKeys(address);
  return Object.hasOwn(paths, shared) ? paths[shared] : undefined;
}
