import type { Json, Plan } from '../model';
import { field, isList, isObject, listField, textField } from './json';
import { withoutInstanceKeys } from './configuration';
import { isDeferring } from './deferred';
import type { Remarks } from './remarks';

type Planned = Pick<Plan, 'changes' | 'priorState'>;

/** Notes every sign that a plan tells less than the whole release. */
export function noteIncompleteness(root: Json, plan: Planned & Pick<Plan, 'mode' | 'outputs'>, remarks: Remarks): void {
  const { mode } = plan;
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
  if (mayHide && mode === 'normal' && !errored && !destroysOutputs(plan)) noteUnplanned(root, plan, remarks);
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
 * Plans of OpenTofu and of Terraform before 1.8 do not say whether they are complete, those of Terraform before 1.6 not
 * whether planning failed, and one that says so may have been damaged since. A plan lists every managed object of its
 * state and every configured root resource without count or for_each: one that is not there was left out, or is lost.
 */
function noteUnplanned(root: Json, { changes, priorState }: Planned, remarks: Remarks): void {
  const planned = new Set(changes.flatMap(({ address }) => [address, withoutInstanceKeys(address)]));
  const configured = listField(field(field(root, 'configuration'), 'root_module'), 'resources').flatMap((resource) =>
    textField(resource, 'mode') === 'managed' &&
    field(resource, 'count_expression') === undefined &&
    field(resource, 'for_each_expression') === undefined
      ? [textField(resource, 'address') ?? '']
      : [],
  );
  const standing = priorState.flatMap(({ address, mode, deposed }) =>
    mode === 'managed' && deposed === undefined ? [address] : [],
  );
  for (const [addresses, source] of [
    [configured, 'configuration'],
    [standing, 'prior state'],
  ] as const) {
    const [first, ...more] = addresses.filter((address) => !planned.has(address));
    if (first === undefined) continue;
    const others = more.length > 0 ? ` and ${more.length} more` : '';
    const causes = [
      'planned with -target or -exclude',
      ...(field(root, 'errored') === undefined ? ['planning failed'] : []),
      // OpenTofu since 1.11; no plan holds the setting. What was there before is deleted, and so in the plan.
      ...(field(root, 'complete') === undefined && !standing.includes(first) ? ['not enabled'] : []),
    ];
    remarks.incomplete(
      'partial',
      `${first}${others} of the ${source} is not in the plan: ${causes.join(', ')}, or damaged since?`,
    );
    return;
  }
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
