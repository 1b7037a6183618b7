import type { Json, Plan, ResourceChange } from '../model';
import { withoutInstanceKeys } from './configuration';
import { deepestNesting, field, isObject, listField, textField } from './json';
import type { Remarks } from './remarks';

/** What the entry says that the change read of it does not. */
interface Given {
  readonly mode: string | undefined;
  readonly changesType: boolean;
}

/**
 * Notes where an entry contradicts itself as no Terraform or OpenTofu writes it (`internal/command/jsonplan` of both):
 * whoever trusts one half of it would call a release routine because of the damage.
 */
export function noteContradictions(change: ResourceChange, { mode, changesType }: Given, remarks: Remarks): void {
  const { address, type, name, actions } = change;
  const parts = partsOf(address);
  if (parts === undefined || `${parts.type}.${parts.name}` !== `${type}.${name}`)
    remarks.malformed(`${address} is said to be "${type}.${name}"`);
  else if (mode !== undefined && (mode === 'data') !== parts.isData)
    remarks.malformed(`${address} is said to be of the mode "${mode}"`);
  for (const side of ['before', 'after'] as const)
    if (change[side] !== null && !isObject(change[side]))
      remarks.malformed(`what ${address} is ${side} the change is no object`);
  for (const marks of ['afterUnknown', 'beforeSensitive', 'afterSensitive'] as const)
    if (typeof change[marks] !== 'boolean' && !isObject(change[marks]))
      remarks.malformed(`what is unknown or sensitive of ${address} is neither marked nor unmarked`);
  // What is unknown as a whole has no value, and no block of a schema is.
  if (change.afterUnknown === true && isObject(change.after ?? undefined) && hasSchemaOfTypes(change))
    remarks.malformed(`what ${address} is after the change is known and said to be unknown as a whole`);
  if (changesType && hasSchemaOfTypes(change)) remarks.malformed(`a field of ${address} changes its type`);
  const all = actions.join();
  if (change.mode === 'data' ? !dataActions.has(all) : all === 'read')
    remarks.malformed(`${address} has the actions "${all}"`);
  // The reader has put what is equal, and null and its like, in each other's place.
  if (all === 'no-op' && change.before !== change.after)
    remarks.malformed(`${address} is said not to change, and does`);
  const sides = sidesOf.get(all);
  if (sides === undefined) return;
  const isAfter = change.after !== null || saysUnknown(change.afterUnknown);
  if ((change.before !== null) !== sides.before || isAfter !== sides.after)
    remarks.malformed(`${address} has the actions "${all}" and ${said(change)}`);
}

/**
 * Other providers, manifests, and the object that the data source `kubernetes_resource` reads, may have fields of any
 * type; SDK 2, of which these two are made, has none.
 */
const hasSchemaOfTypes = ({ mode, type }: ResourceChange): boolean =>
  mode !== 'data' && /^(kubernetes|docker)_/.test(type) && type !== 'kubernetes_manifest';

/** A data source is read or not; its removal from the state is never shown. */
const dataActions: ReadonlySet<string> = new Set(['', 'read', 'no-op']);

const both = { before: true, after: true };
/** Which sides a change has. Not here: what may have both or none, as a no-op. */
const sidesOf: ReadonlyMap<string, typeof both> = new Map([
  ['create', { before: false, after: true }],
  ['update', both],
  ['delete', { before: true, after: false }],
  ['forget', { before: true, after: false }],
  ['delete,create', both],
  ['create,delete', both],
]);

const said = ({ before, after }: ResourceChange): string =>
  before === null
    ? after === null
      ? 'neither a state before nor one after'
      : 'no state before'
    : after === null
      ? 'no state after'
      : 'a state before and one after';

/** A value of which nothing is known yet is left out. */
const saysUnknown = (unknown: Json): boolean =>
  unknown === true || (isObject(unknown) && Object.keys(unknown).length > 0);

/** `module.a["x.y"].data.kubernetes_service_v1.web[0]`. Neither type nor name can hold a dot. */
function partsOf(
  address: string,
): { readonly isData: boolean; readonly type: string; readonly name: string } | undefined {
  const [, kind, type, name] =
    /^(?:module\.[^.]+\.)*(?:(data|ephemeral)\.)?([^.]+)\.([^.]+)$/.exec(withoutInstanceKeys(address)) ?? [];
  return type === undefined || name === undefined ? undefined : { isData: kind === 'data', type, name };
}

/**
 * Notes a plan whose changes are gone, or may be. Terraform makes the planned values of the changes
 * (`marshalPlannedValues`), and calls a plan applyable that does something. The removal of data sources from the state is
 * done and not shown; nor is a refresh of what no plan shows, as of what an object depends on, and that looks like a
 * plan that lost everything.
 */
export function noteLostChanges(root: Json, plan: Pick<Plan, ShowsChange | 'priorState'>, remarks: Remarks): void {
  if (plan.changes.length > 0) return;
  const [first, ...more] = plannedObjects(field(field(root, 'planned_values'), 'root_module'), 0);
  if (first !== undefined) {
    const others = more.length > 0 ? ` and ${more.length} more` : '';
    remarks.malformed(`it holds the planned values of ${first}${others} and no change`);
    return;
  }
  const showsNothing = showsChange.every((key) => (plan[key] ?? []).length === 0);
  if (field(root, 'applyable') === true && showsNothing && plan.priorState.every(({ mode }) => mode === 'managed'))
    remarks.incomplete(
      'partial',
      'The plan is applyable, yet shows nothing: it is a refresh of what no plan shows, or its changes are lost.',
    );
}

const showsChange = ['changes', 'drift', 'outputs', 'invocations'] as const;
type ShowsChange = (typeof showsChange)[number];

function plannedObjects(module: Json | undefined, depth: number): readonly string[] {
  if (depth > deepestNesting) return [];
  return [
    ...listField(module, 'resources')
      .filter((resource) => textField(resource, 'mode') === 'managed')
      .map((resource) => textField(resource, 'address') ?? 'something'),
    ...listField(module, 'child_modules').flatMap((child) => plannedObjects(child, depth + 1)),
  ];
}
