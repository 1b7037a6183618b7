import type { Action, Json, KnownAction, Path, ResourceChange } from '../model';
import { withoutInstanceKeys } from './configuration';
import { noteContradictions } from './consistency';
import { field, isList, isObject, listField, textField } from './json';
import type { Remarks } from './remarks';
import { share } from './share';

const knownActions: ReadonlySet<string> = new Set<KnownAction>([
  'no-op',
  'create',
  'read',
  'update',
  'delete',
  'forget',
  'open',
  'close',
]);

const knownEntryKeys: ReadonlySet<string> = new Set([
  'address',
  'previous_address',
  'module_address',
  'mode',
  'type',
  'name',
  'index',
  'index_unknown',
  'provider_name',
  'deposed',
  'change',
  'action_reason',
]);

const knownChangeKeys: ReadonlySet<string> = new Set([
  'actions',
  'before',
  'after',
  'after_unknown',
  'before_sensitive',
  'after_sensitive',
  'replace_paths',
  'importing',
  'generated_config',
  'before_identity',
  'after_identity',
]);

/**
 * Sensitive by the schema of their providers (`random`, `local`), which plans of Terraform to 0.14 do not mark, and that no
 * name or shape gives away. Secrets of Kubernetes are found by their kind.
 */
const unmarkedSecrets: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['random_password', { result: true, bcrypt_hash: true }],
  ['local_sensitive_file', { content: true, content_base64: true }],
]);

/** Reads `resource_changes` or `resource_drift`; a broken entry is kept as far as it goes, and said. */
export function readResourceChanges(list: Json | undefined, where: string, remarks: Remarks): ResourceChange[] {
  if (list === undefined || list === null) return [];
  if (!isList(list)) {
    remarks.malformed(`${where} is not a list`);
    return [];
  }
  return list.map((entry, index) => readResourceChange(entry, `${where}[${index}]`, remarks));
}

function readResourceChange(entry: Json, where: string, remarks: Remarks): ResourceChange {
  const change = field(entry, 'change');
  const address = textField(entry, 'address');
  if (address === undefined) remarks.malformed(`${where} has no address`);
  if (!isObject(change)) remarks.malformed(`${address ?? where} has no change`);
  noteUnknownKeys(entry, knownEntryKeys, 'resource_changes[]', remarks);
  noteUnknownKeys(change, knownChangeKeys, 'resource_changes[].change', remarks);
  const importing = field(change, 'importing');
  const [type, name] = nameParts(entry, address ?? where);
  const before = field(change, 'before') ?? null;
  const { after, flips, changesType } = share(before, field(change, 'after') ?? null);
  const read: ResourceChange = {
    address: address ?? where,
    previousAddress: textField(entry, 'previous_address'),
    deposed: textField(entry, 'deposed'),
    mode: field(entry, 'mode') === 'data' ? 'data' : 'managed',
    type,
    name,
    provider: textField(entry, 'provider_name') ?? '',
    actions: readActions(change, address ?? where, remarks),
    actionReason: textField(entry, 'action_reason'),
    before,
    after,
    flips,
    afterUnknown: field(change, 'after_unknown') ?? false,
    beforeSensitive: field(change, 'before_sensitive') ?? unmarkedSecrets.get(type) ?? false,
    afterSensitive: field(change, 'after_sensitive') ?? unmarkedSecrets.get(type) ?? false,
    replacePaths: listField(change, 'replace_paths').filter(isPath),
    importing: isObject(importing) ? { id: textField(importing, 'id') ?? null } : undefined,
  };
  if (address !== undefined && isObject(change))
    noteContradictions(read, { mode: textField(entry, 'mode'), changesType }, remarks);
  return read;
}

/** Type and name as given, else from the address: `module.a["x.y"].kubernetes_service_v1.web[0]`. */
function nameParts(entry: Json, address: string): [string, string] {
  const type = textField(entry, 'type');
  const name = textField(entry, 'name');
  if (type !== undefined && name !== undefined) return [type, name];
  const parts = withoutInstanceKeys(address).split('.');
  return [type ?? parts.at(-2) ?? '', name ?? parts.at(-1) ?? ''];
}

export function readActions(change: Json | undefined, address: string, remarks: Remarks): readonly Action[] {
  const actions = field(change, 'actions');
  if (!isList(actions) || actions.length === 0) {
    if (isObject(change)) remarks.malformed(`${address} names no action`);
    return [];
  }
  return actions.map((action): Action => {
    if (typeof action === 'string' && knownActions.has(action)) return action as KnownAction;
    const text = typeof action === 'string' ? action : JSON.stringify(action).slice(0, 80);
    remarks.unknownAction(address, text);
    return { unknown: text };
  });
}

function isPath(steps: Json): steps is Path {
  return isList(steps) && steps.every((step) => typeof step === 'string' || typeof step === 'number');
}

function noteUnknownKeys(value: Json | undefined, known: ReadonlySet<string>, where: string, remarks: Remarks): void {
  if (!isObject(value)) return;
  for (const key in value) if (!known.has(key)) remarks.unknownKey(`${where}.${key}`);
}
