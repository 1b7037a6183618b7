import { yamlDocuments } from '../diff/yaml';
import type { Json, Path, ResourceChange } from '../model';
import { oncePer } from '../once';
import { field, isList, isObject, type JsonObject, textField } from '../plan/json';
import { hasUnknown, isMarked } from '../plan/marks';
import { kindOfType } from './types';

/** etcd takes no object that is larger, so that a longer text is none. */
const longest = 1.5 * 1024 * 1024;

/**
 * Where the object of a kubectl_manifest stands a second time, as a whole or in parts, and what the provider keeps to
 * tell whether the cluster still has it. Source: the schemas of gavinbunny/kubectl 1.19 and alekc/kubectl 2.1.
 */
const repeated: ReadonlySet<string> = new Set([
  'yaml_body',
  'yaml_body_parsed',
  'yaml_incluster',
  'live_manifest_incluster',
  'override_namespace',
  'api_version',
  'kind',
  'name',
  'namespace',
]);

/** Of what repeats the object, what forces its replacement, and where it stands in the manifest. */
const placeOf: Readonly<Record<string, Path>> = {
  yaml_body: ['manifest'],
  yaml_body_parsed: ['manifest'],
  override_namespace: ['manifest', 'metadata', 'namespace'],
  api_version: ['manifest', 'apiVersion'],
  kind: ['manifest', 'kind'],
  name: ['manifest', 'metadata', 'name'],
  namespace: ['manifest', 'metadata', 'namespace'],
};

/**
 * The values of a resource, those of a kubectl_manifest in the shape of a kubernetes_manifest: the object under `manifest`
 * in place of its text. As they came where the text is no object, or not known.
 */
export function withManifest(type: string, values: Json): Json {
  return type === 'kubectl_manifest' && isObject(values) ? parsed(values) : values;
}

const parsed = oncePer((values: JsonObject): Json => {
  const text = textField(values, 'yaml_body');
  const object = text === undefined ? undefined : objectIn(text);
  if (object === undefined) return values;
  return { ...withoutRepeated(values), manifest: inNamespace(object, textField(values, 'override_namespace')) };
});

/**
 * The one object that a text is; an empty document beside it, as a last `---` leaves one, is nothing. A list of objects is
 * as little one as several documents are (`items` make a list: apimachinery, unstructured.Unstructured.IsList).
 */
function objectIn(text: string): JsonObject | undefined {
  const documents = text.length > longest ? [] : (yamlDocuments(text) ?? []);
  const [object, ...others] = documents.filter((document) => document !== null);
  if (!isObject(object) || others.length > 0) return undefined;
  return textField(object, 'kind') === undefined || field(object, 'items') !== undefined ? undefined : object;
}

const withoutRepeated = (values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !repeated.has(key)));

function inNamespace(object: JsonObject, namespace: string | undefined): Json {
  if (namespace === undefined || namespace === '') return object;
  const metadata = field(object, 'metadata');
  return { ...object, metadata: { ...(isObject(metadata) ? metadata : {}), namespace } };
}

/** The same of a change, with its marks. As it came where one of its sides cannot be read: then nobody can compare them. */
export const manifestChange = (change: ResourceChange): ResourceChange =>
  change.type === 'kubectl_manifest' ? readChange(change) : change;

const readChange = oncePer((change: ResourceChange): ResourceChange => {
  const [before, after] = [withManifest(change.type, change.before), withManifest(change.type, change.after)];
  const isRead = (side: Json): boolean => side === null || field(side, 'manifest') !== undefined;
  if (!isRead(before) || !isRead(after) || field(change.afterUnknown, 'yaml_body') === true) return change;
  return {
    ...change,
    before,
    after,
    afterUnknown: {
      ...(isObject(change.afterUnknown) ? withoutRepeated(change.afterUnknown) : {}),
      ...(wasChangedOutside(change) ? { yaml_incluster: true } : {}),
    },
    beforeSensitive: marksOf(change.before, change.beforeSensitive),
    afterSensitive: marksOf(change.after, change.afterSensitive, change.afterUnknown),
    replacePaths: change.replacePaths.map((path) => placeOf[String(path[0])] ?? path),
  };
});

/**
 * The provider marks every text as a whole and shows it again, without its `sensitive_fields`, in `yaml_body_parsed`. Where
 * that one is missing, or marked by somebody, the whole text is what nobody may see. So it is where nobody knows yet which
 * those fields are.
 */
function marksOf(values: Json, marks: Json, unknown: Json = false): Json {
  if (marks === true || !isObject(values)) return marks;
  const isOpen = Boolean(textField(values, 'yaml_body_parsed')) && !isMarked(field(marks, 'yaml_body_parsed'));
  const isHidden = (isMarked(field(marks, 'yaml_body')) && !isOpen) || hasUnknown(field(unknown, 'sensitive_fields'));
  const manifest = isHidden ? true : markedAt(sensitiveFields(values));
  return { ...(isObject(marks) ? withoutRepeated(marks) : {}), manifest };
}

const sensitiveFields = (values: Json): readonly (readonly string[])[] => {
  const given = field(values, 'sensitive_fields');
  return isList(given) ? given.filter((path) => typeof path === 'string').map((path) => path.split('.')) : [];
};

/** Marks of these places, as a plan has them. */
function markedAt(paths: readonly (readonly string[])[]): Json {
  const marks: Record<string, Json> = {};
  for (const step of new Set(paths.map(([first]) => first ?? ''))) {
    const below = paths.filter(([first]) => first === step).map(([, ...rest]) => rest);
    marks[step] = below.some(({ length }) => length === 0) ? true : markedAt(below);
  }
  return marks;
}

/** Does the cluster have something else than this provider applied last? It says so by not knowing what it will be. */
export const wasChangedOutside = ({ type, before, afterUnknown }: ResourceChange): boolean =>
  type === 'kubectl_manifest' && before !== null && field(afterUnknown, 'yaml_incluster') === true;

/** What the object of a manifest that nobody can read is called, as far as the provider says. */
export function calledIn(values: Json): {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string | null;
} {
  const side = withManifest('kubectl_manifest', values);
  const metadata = field(field(side, 'manifest'), 'metadata');
  return {
    kind: kindOfType('kubectl_manifest', side) ?? (textField(side, 'kind') || 'Manifest'),
    namespace: textField(metadata, 'namespace') ?? (textField(side, 'namespace') || null),
    name: textField(metadata, 'name') ?? (textField(side, 'name') || null),
  };
}
