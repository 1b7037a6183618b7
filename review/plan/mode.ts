import type { Json, Plan, ResourceChange, StateObject } from '../model';
import { isDeferring } from './deferred';
import { field } from './json';

/** Terraform writes no mode into a plan, so it is told by what a plan holds. */
export function modeOf(
  root: Json,
  changes: readonly ResourceChange[],
  priorState: readonly StateObject[],
): Plan['mode'] {
  if (isStateOnly(root)) return 'state-only';
  if (isDestroy(changes)) return 'destroy';
  // A normal plan lists every managed object, as no-op at least, or defers it; a refresh-only plan lists none.
  if (changes.length === 0 && !isDeferring(root) && priorState.some(({ mode }) => mode === 'managed'))
    return 'refresh-only';
  return 'normal';
}

/** `terraform show -json` without a plan file prints the state: `values`, or nothing when it is empty. */
function isStateOnly(root: Json): boolean {
  return ['planned_values', 'resource_changes', 'configuration', 'output_changes', 'errored'].every(
    (key) => field(root, key) === undefined,
  );
}

/** An object that left the configuration is deleted with a reason; `plan -destroy` gives none. */
function isDestroy(changes: readonly ResourceChange[]): boolean {
  const live = changes.filter(({ mode, deposed }) => mode === 'managed' && deposed === undefined);
  return (
    live.length > 0 &&
    live.every(({ actions, actionReason }) => actions.join() === 'delete' && actionReason === undefined)
  );
}
