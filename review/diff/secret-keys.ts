import { isManifest } from '../kubernetes-object/types';
import type { Json, ResourceChange, SecretKey } from '../model';
import { oncePer } from '../once';
import { field, isList, isObject, type JsonObject, listField, textField } from '../plan/json';

/** Where a Secret keeps its values, in every spelling. */
export const dataFields = ['data', 'binary_data', 'string_data', 'stringData', 'data_wo', 'binary_data_wo'] as const;

/** Where a kubectl_manifest has the object as text, or what was made of it. */
const yamlFields = ['yaml_body', 'yaml_body_parsed', 'yaml_incluster', 'live_manifest_incluster'] as const;

/** Is it a Kubernetes Secret, in whichever resource it is written? */
export function isSecret(change: ResourceChange): boolean {
  if (/^kubernetes_secret(_v1)?(_data)?$/.test(change.type)) return true;
  return (
    isManifest(change.type) && (manifestKind(change) === 'Secret' || isUnreadSecret(change) || holdsSecret(change))
  );
}

/** Do Secrets stand inside of another object: in a list, or in what a controller makes them from? */
const holdsSecret = ({ before, after }: ResourceChange): boolean =>
  [before, after].some((side) => manifestParts.some((part) => secretsIn(field(side, part)).length > 0));

const manifestParts = ['manifest', 'object'] as const;

/** Every Secret of a value, itself or inside; what only names one holds no data. */
export function secretsIn(value: Json | undefined): readonly JsonObject[] {
  return isObject(value) ? inObject(value) : isList(value) ? value.flatMap(secretsIn) : [];
}

const inObject = oncePer((object: JsonObject): readonly JsonObject[] => {
  const kind = textField(object, 'kind');
  if (kind === 'SecretList') return listField(object, 'items').filter(isObject);
  if (kind === 'Secret' && dataFields.some((name) => field(object, name) !== undefined)) return [object];
  return Object.values(object).flatMap(secretsIn);
});

/** A text that is not one object, and in which somebody may have written a Secret: among others, in a list, in any style. */
function isUnreadSecret({ before, after }: ResourceChange): boolean {
  const texts = [before, after].flatMap((side) => [textField(side, 'yaml_body'), textField(side, 'yaml_body_parsed')]);
  return texts.some((text) => text !== undefined && /\bSecret(?:List)?\b/.test(text));
}

/**
 * Marks of one side, with those added that every Secret deserves: a manifest's data is never marked, and a plan that
 * went through other tools may have lost its marks.
 */
export function marksOf(change: ResourceChange, marks: Json): Json {
  if (!isSecret(change) || marks === true || field(marks, 'manifest') === true) return marks;
  const all = Object.fromEntries(dataFields.map((name) => [name, true]));
  const inside =
    holdsSecret(change) && manifestKind(change) !== 'Secret'
      ? Object.fromEntries(manifestParts.map((name) => [name, true]))
      : isManifest(change.type)
        ? { manifest: all, object: all, ...Object.fromEntries(yamlFields.map((name) => [name, true])) }
        : all;
  return { ...(isObject(marks) ? marks : {}), ...inside };
}

function manifestKind({ after, before }: ResourceChange): Json | undefined {
  return field(field(after, 'manifest'), 'kind') ?? field(field(before, 'manifest'), 'kind');
}

/** Every key of a Secret with what becomes of it. Key names and sizes are no secret, the values are. */
export function secretKeysOf(change: ResourceChange): SecretKey[] | undefined {
  if (!isSecret(change)) return undefined;
  const inside = (value: Json) => (isManifest(change.type) ? (field(value, 'manifest') ?? null) : value);
  const [before, after] = [inside(change.before), inside(change.after)];
  const unknown = isManifest(change.type) ? field(change.afterUnknown, 'manifest') : change.afterUnknown;
  return dataFields.flatMap((name) => keysOf(field(before, name), field(after, name), field(unknown, name)));
}

function keysOf(before: Json | undefined, after: Json | undefined, unknown: Json | undefined): SecretKey[] {
  const keys = new Set([before, after, unknown].filter(isObject).flatMap((map) => Object.keys(map)));
  return [...keys].sort().map((key): SecretKey => {
    const [old, next] = [field(before, key), field(after, key)];
    const sizes = { key, bytesBefore: bytesOf(old), bytesAfter: bytesOf(next) };
    if (unknown === true || field(unknown, key) === true) return { ...sizes, state: 'unknown' };
    if ((old ?? null) === null) return { ...sizes, state: 'added' };
    if ((next ?? null) === null) return { ...sizes, state: 'removed' };
    return { ...sizes, state: old === next ? 'same' : 'changed' };
  });
}

export function bytesOf(value: Json | undefined): number | undefined {
  if (value === undefined || value === null || isObject(value) || isList(value)) return undefined;
  return Buffer.byteLength(String(value));
}
