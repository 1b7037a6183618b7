import type { Json, Plan, ResourceChange } from '../model';
import { field, isList, isObject, listField, textField } from './json';
import { withoutInstanceKeys } from './configuration';
import { isDeferring } from './deferred';
import type { Remarks } from './remarks';

/** Notes every sign that a plan tells less than the whole release. */
export function noteIncompleteness(
  root: Json,
  plan: Pick<Plan, 'mode' | 'changes' | 'outputs'>,
  remarks: Remarks,
): void {
  const { mode, changes } = plan;
  if (mode === 'state-only')
    remarks.incomplete('state-only', 'This is a state, not a plan: it shows what is there and no change.');
  noteFormat(root, remarks);
  const errored = field(root, 'errored') === true;
  if (errored) remarks.incomplete('errored', 'Planning failed: only the changes found before the error are here.');
  const complete = field(root, 'complete');
  if (complete === false && !errored && !isDeferring(root))
    remarks.incomplete('partial', 'Only a part of the stack was planned, for example with -target.');
  // A refresh of an empty state has nothing planned, is complete, and can do nothing.
  const mayHide = complete === undefined || (complete === true && field(root, 'applyable') !== false);
  // What comes after an error is not in the plan either.
  if (mayHide && mode === 'normal' && !errored && !destroysOutputs(plan)) noteUnplanned(root, changes, remarks);
}

/**
 * `plan -destroy` of a state that holds nothing but outputs: what the configuration holds was never created. A plan without
 * changes is a normal one only where its state holds nothing managed.
 */
const destroysOutputs = ({ changes, outputs }: Pick<Plan, 'changes' | 'outputs'>): boolean =>
  changes.length === 0 && outputs.length > 0 && outputs.every(({ actions }) => actions.join() === 'delete');

function noteFormat(root: Json, remarks: Remarks): void {
  const version = textField(root, 'format_version');
  const major = Number(version?.split('.')[0] ?? 1);
  if (major <= 1) return;
  remarks.malformed(`its format ${version} is newer than the 0.x and 1.x this review knows`);
}

/**
 * Plans of OpenTofu and of Terraform before 1.8 do not say whether they are complete, and one that says so may have
 * been damaged since. A configured root resource without count or for_each that is not in the plan was left out by
 * -target or -exclude, or is lost.
 */
function noteUnplanned(root: Json, changes: readonly ResourceChange[], remarks: Remarks): void {
  const planned = new Set(changes.map(({ address }) => withoutInstanceKeys(address)));
  const unplanned = listField(field(field(root, 'configuration'), 'root_module'), 'resources').filter(
    (resource) =>
      textField(resource, 'mode') === 'managed' &&
      field(resource, 'count_expression') === undefined &&
      field(resource, 'for_each_expression') === undefined &&
      !planned.has(textField(resource, 'address') ?? ''),
  );
  const [first] = unplanned;
  if (first === undefined) return;
  const others = unplanned.length > 1 ? ` and ${unplanned.length - 1} more` : '';
  remarks.incomplete(
    'partial',
    `${textField(first, 'address')}${others} of the configuration is not in the plan: planned with -target or -exclude, or damaged since?`,
  );
}

/** Checks and conditions that do not hold. */
export function noteNotices(root: Json, remarks: Remarks): void {
  for (const check of listField(root, 'checks')) {
    const status = textField(check, 'status');
    if (status !== 'fail' && status !== 'error') continue;
    const name = textField(field(check, 'address'), 'to_display') ?? 'A check';
    const messages = listField(check, 'instances')
      .flatMap((instance) => listField(instance, 'problems'))
      .map((problem) => textField(problem, 'message'))
      .filter((message) => message !== undefined);
    const verb = status === 'fail' ? 'fails' : 'could not be evaluated';
    remarks.notice(`${name} ${verb}${messages.length > 0 ? `: ${messages.join('; ').replace(/\.$/, '')}` : ''}.`);
  }
}

const knownTopLevelKeys: ReadonlySet<string> = new Set([
  'format_version',
  'terraform_version',
  'variables',
  'planned_values',
  'proposed_unknown',
  'resource_drift',
  'resource_changes',
  'deferred_changes',
  'output_changes',
  'prior_state',
  'configuration',
  'relevant_attributes',
  'checks',
  'timestamp',
  'applyable',
  'complete',
  'errored',
  'values',
  'action_invocations',
  'deferred_action_invocations',
]);

/** What stands in these may act, or keep something from acting: nothing of it is read where they are no lists. */
const lists = [
  'resource_changes',
  'resource_drift',
  'deferred_changes',
  'checks',
  'action_invocations',
  'deferred_action_invocations',
] as const;

export function noteUnknownKeys(root: Json, remarks: Remarks): void {
  if (!isObject(root)) return;
  for (const key in root) if (!knownTopLevelKeys.has(key)) remarks.unknownKey(key);
  for (const key of lists) {
    const value = field(root, key);
    if (value !== undefined && value !== null && !isList(value)) remarks.malformed(`${key} is not a list`);
  }
}
