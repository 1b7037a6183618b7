import { meaningOf } from '../diff/action';
import type { Json, ResourceChange } from '../model';
import { field, listField, textField } from './json';
import type { Remarks } from './remarks';
import { readResourceChanges } from './resource-change';

/**
 * What only a later round can plan, experimental since Terraform 1.9: nothing of it is applied with this plan. Known all
 * the same is what it holds, secrets among it.
 */
export function readDeferred(root: Json, remarks: Remarks): readonly ResourceChange[] {
  const entries = listField(root, 'deferred_changes');
  const changes = readResourceChanges(
    entries.map((entry) => field(entry, 'resource_change') ?? null),
    'deferred_changes',
    remarks,
  );
  const subjects = changes.map((change, index) => ({ ...subjectOf(change, entries[index]), entry: entries[index] }));
  // The first is what a headline says: what surely happens later goes before what may.
  for (const { subject, entry } of subjects.sort((one, other) => one.rank - other.rank))
    noteDeferred(subject, entry, remarks);
  for (const entry of listField(root, 'deferred_action_invocations'))
    noteDeferred(`The action ${textField(field(entry, 'action_invocation'), 'address') ?? ''}`.trim(), entry, remarks);
  return changes;
}

export const isDeferring = (root: Json): boolean =>
  ['deferred_changes', 'deferred_action_invocations'].some((key) => listField(root, key).length > 0);

function noteDeferred(subject: string, entry: Json | undefined, remarks: Remarks): void {
  const reason = textField(entry, 'reason') ?? 'unknown';
  const why = reasons.get(reason) ?? reason.replaceAll('_', ' ');
  remarks.incomplete('deferred', `${subject} is deferred to a later round: ${why}.`);
}

/** Where nobody knows yet how many there will be, the action is one that was only tried, always a creation. */
function subjectOf({ address, actions }: ResourceChange, entry: Json | undefined): { subject: string; rank: number } {
  if (field(field(entry, 'resource_change'), 'index_unknown') === true) return { subject: address, rank: 1 };
  const { action } = meaningOf(actions);
  const noun = typeof action === 'string' ? nouns.get(action) : undefined;
  return noun === undefined ? { subject: address, rank: 2 } : { subject: `The ${noun} of ${address}`, rank: 0 };
}

const nouns: ReadonlyMap<string, string> = new Map([
  ['create', 'creation'],
  ['update', 'update'],
  ['delete', 'deletion'],
  ['replace', 'replacement'],
]);

/** `internal/command/jsonplan` of Terraform names them, `internal/providers` says what they mean. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['instance_count_unknown', 'its count or for_each, or that of its module, is not known yet'],
  ['resource_config_unknown', 'too little of its configuration is known yet'],
  ['provider_config_unknown', 'too little of the configuration of its provider is known yet'],
  ['deferred_prereq', 'something it depends on is deferred itself'],
  ['absent_prereq', 'something it needs does not exist yet'],
  ['unknown', 'the plan does not say why'],
]);
