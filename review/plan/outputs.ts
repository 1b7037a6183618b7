import type { Json, OutputChange } from '../model';
import { field, isObject } from './json';
import type { Remarks } from './remarks';
import { readActions } from './resource-change';

/** Reads `output_changes`. */
export function readOutputs(root: Json, remarks: Remarks): OutputChange[] {
  const outputs = field(root, 'output_changes');
  if (outputs === undefined || outputs === null) return [];
  if (!isObject(outputs)) {
    remarks.malformed('output_changes is not an object');
    return [];
  }
  return Object.entries(outputs).map(([name, change]) => {
    const marked = field(change, 'before_sensitive');
    const sensitive = marked === undefined && isSaidToBeSensitive(root, name);
    const before = field(change, 'before') ?? null;
    return {
      name,
      actions: readActions(change, `output ${name}`, remarks),
      before,
      beforeUntold: marked === undefined && before === null,
      after: field(change, 'after') ?? null,
      afterUnknown: field(change, 'after_unknown') ?? false,
      beforeSensitive: marked ?? sensitive,
      afterSensitive: field(change, 'after_sensitive') ?? sensitive,
    };
  });
}

/** To Terraform 0.14 no mark stands beside an output's value. */
const isSaidToBeSensitive = (root: Json, name: string): boolean =>
  [
    field(field(root, 'configuration'), 'root_module'),
    field(root, 'planned_values'),
    field(field(root, 'prior_state'), 'values'),
  ].some((part) => field(field(field(part, 'outputs'), name), 'sensitive') === true);
