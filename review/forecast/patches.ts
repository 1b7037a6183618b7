import { textAt } from '../kubernetes-object/value';
import type { ReleaseObject } from '../kubernetes-object';
import { convert } from '../kubernetes-object/convert';
import { isUnknown, overlay, unknown } from '../kubernetes-object/unknown';
import type { Change, Json, Workload } from '../model';
import { field, isObject } from '../plan/json';
import { changed } from './subject';
import { unforeseen } from './unseen/unforeseen';

/** Resources that set part of an object which something else owns: they may roll its pods, or change what pods read. */

export const dataPatches: ReadonlyMap<string, string> = new Map([
  ['kubernetes_config_map_v1_data', 'ConfigMap'],
  ['kubernetes_secret_v1_data', 'Secret'],
]);

export const metadataPatches: ReadonlyMap<string, MetadataPart> = new Map([
  ['kubernetes_annotations', 'annotations'],
  ['kubernetes_labels', 'labels'],
]);

type MetadataPart = 'annotations' | 'labels';

const both: readonly MetadataPart[] = ['annotations', 'labels'];

/** What others read of which kinds to decide who gets where, runs where and may do what. Those of a workload itself move nothing. */
export const readByOthers: ReadonlyMap<string, readonly MetadataPart[]> = new Map([
  ['Ingress', both],
  ['HTTPRoute', both],
  ['GRPCRoute', both],
  ['Service', both],
  ['Namespace', both],
  ['ServiceAccount', ['annotations']],
  ['Pod', ['labels']],
  ['Node', ['labels']],
]);

/** The objects of the release, with what patches set in them. */
export function patchedObjects(
  objects: readonly ReleaseObject[],
  changes: readonly Change[],
): readonly ReleaseObject[] {
  const patches = changes.flatMap((change) => dataPatch(change) ?? metadataPatch(change) ?? []);
  if (patches.length === 0) return objects;
  const owners = ownersOf(objects, patches);
  const patched = new Map<ReleaseObject, ReleaseObject>();
  const unowned = new Map<string, ReleaseObject>();
  for (const { key, set, alone } of patches) {
    const own = owners.get(key) ?? [];
    for (const owner of own) patched.set(owner, set(patched.get(owner) ?? owner, own.length === 1));
    if (own.length > 0 || alone === undefined) continue;
    const known = unowned.get(key);
    unowned.set(key, known === undefined ? alone() : set(known, true));
  }
  return [...objects.map((object) => patched.get(object) ?? object), ...unowned.values()];
}

interface ObjectPatch {
  /** Of the object that it patches. */
  readonly key: string;
  readonly set: (owner: ReleaseObject, isOnly: boolean) => ReleaseObject;
  /** What is known of an object that no plan shows; absent where that is nothing worth forecasting. */
  readonly alone?: () => ReleaseObject;
}

/** Several have one name where one is deposed beside the current, or goes in one stack and comes in another. */
function ownersOf(
  objects: readonly ReleaseObject[],
  patches: readonly ObjectPatch[],
): ReadonlyMap<string, readonly ReleaseObject[]> {
  const owners = new Map(patches.map(({ key }) => [key, [] as ReleaseObject[]]));
  for (const object of objects) owners.get(keyOf(object.kind, object.namespace, object.name))?.push(object);
  return owners;
}

function metadataPatch(change: Change): ObjectPatch | undefined {
  const part = metadataPatches.get(change.type);
  if (part === undefined || !changed({ change } as ReleaseObject)) return undefined;
  const { kind = '', name, namespace } = targetOf(change);
  if (name === undefined || !readByOthers.get(kind)?.includes(part)) return undefined;
  const { before, after, afterUnknown } = change.raw;
  const was = field(before, part);
  const is = change.action === 'delete' ? undefined : field(overlay(after, afterUnknown), part);
  return {
    key: keyOf(kind, namespace, name),
    set: (owner) => ({
      ...owner,
      before: withPart(owner.before, part, was),
      after: withPart(owner.after, part, is),
      change: owner.change ?? { ...change, action: 'update' },
    }),
  };
}

function withPart(owner: Json | null, part: string, patch: Json | undefined): Json | null {
  if (!isObject(owner ?? undefined) || !isObject(patch)) return owner;
  const metadata = field(owner ?? undefined, 'metadata');
  const own = field(metadata, part);
  const all = [own, patch].some(isUnknown) ? unknown : { ...(isObject(own) ? own : {}), ...patch };
  return { ...(owner as object), metadata: { ...(isObject(metadata) ? metadata : {}), [part]: all } };
}

function dataPatch(change: Change): ObjectPatch | undefined {
  const kind = dataPatches.get(change.type);
  const { namespace, name } = targetOf(change);
  if (kind === undefined || name === undefined || change.deposed !== undefined) return undefined;
  const [was, is] = [sideOfPatch(change, 'before'), sideOfPatch(change, 'after')];
  const { stack, address, type } = change;
  const own = changed({ change } as ReleaseObject)
    ? { stack, address, type, change: { ...change, action: 'update' as const } }
    : {};
  // A namesake that is gone leaves nothing to patch: the keys are in the other one.
  const side = (owner: Json | null, patch: Json | null, isOnly: boolean): Json | null =>
    owner === null && !isOnly ? null : merged(owner, patch);
  return {
    key: keyOf(kind, namespace, name),
    set: (owner, isOnly) => ({
      ...owner,
      before: side(owner.before, was, isOnly),
      after: side(owner.after, is, isOnly),
      ...own,
    }),
    alone: () => ({
      stack,
      address,
      type,
      kind,
      namespace,
      name,
      before: unowned(was ?? is, was, is),
      after: unowned(was ?? is, is, was),
      ...own,
    }),
  };
}

/** Keys that are forgotten stay where they are. */
function sideOfPatch({ raw, action }: Change, when: 'before' | 'after'): Json | null {
  if (action === 'delete' && when === 'after') return null;
  const values = when === 'before' || action === 'forget' ? raw.before : overlay(raw.after, raw.afterUnknown);
  return isObject(values) ? convert(values) : null;
}

/** An object that no plan shows is there on both sides, with other keys beside those of the patch; only a patch's own may go. */
function unowned(whole: Json | null, patch: Json | null, other: Json | null): Json {
  const data = field(patch ?? undefined, 'data') ?? {};
  const before = field(other ?? undefined, 'data');
  const goneKeys = Object.keys(isObject(before) ? before : {}).filter((key) => field(data, key) === undefined);
  return { metadata: field(whole ?? undefined, 'metadata') ?? {}, data, goneKeys };
}

function merged(owner: Json | null, patch: Json | null): Json | null {
  if (!isObject(owner ?? undefined)) return patch;
  const [all, some] = [field(owner ?? undefined, 'data'), field(patch ?? undefined, 'data')];
  return { ...(owner as object), data: { ...(isObject(all) ? all : {}), ...(isObject(some) ? some : {}) } };
}

/** Patches of pod templates, by the workload that they roll. */
export function patchTriggers(changes: readonly Change[]): ReadonlyMap<string, string> {
  return new Map(templatePatches(changes).map(({ target, label }) => [target, label]));
}

const hidden = 'the workload itself is in no plan of this release';

/** Pod templates patched of workloads that no plan of the release shows. */
export function strayPatches(changes: readonly Change[], objects: readonly ReleaseObject[]): readonly Workload[] {
  const patches = templatePatches(changes);
  if (patches.length === 0) return [];
  const known = new Set(objects.map(({ kind, namespace, name }) => keyOf(kind, namespace, name)));
  return patches
    .filter(({ target }) => !known.has(target))
    .map(({ change, kind, namespace, name, label }) =>
      unforeseen(
        change,
        { kind, namespace, name },
        {
          rollout: 'rolling',
          trigger: label,
          reason: {
            text: `The pod template of ${kind} ${name} is patched from outside; ${hidden}.`,
            fields: [label],
          },
          hidden,
        },
      ),
    );
}

interface TemplatePatch {
  readonly change: Change;
  readonly target: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly label: string;
}

/** `kubernetes_env` sets variables of a template; `kubernetes_annotations` may set annotations of one. */
function templatePatches(changes: readonly Change[]): readonly TemplatePatch[] {
  return changes.flatMap((change) => {
    if (change.type !== 'kubernetes_env' && change.type !== 'kubernetes_annotations') return [];
    if (!changed({ change } as ReleaseObject)) return [];
    const paths = change.type === 'kubernetes_env' ? ['env', 'container', 'init_container'] : ['template_annotations'];
    const difference = change.differences.find(({ path }) => paths.includes(String(path[0])));
    const { kind, name, namespace } = targetOf(change);
    if (difference === undefined || kind === undefined || name === undefined) return [];
    return [{ change, kind, name, namespace, target: keyOf(kind, namespace, name), label: difference.label }];
  });
}

/** What stands in a patch that is known only after apply is undefined. */
export function targetOf({ raw }: Change): {
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string;
} {
  const side = raw.after === null ? raw.before : overlay(raw.after, raw.afterUnknown);
  return {
    kind: textAt(side, 'kind'),
    name: textAt(side, 'metadata', 0, 'name'),
    namespace: textAt(side, 'metadata', 0, 'namespace') ?? 'default',
  };
}

/** An object by its kind, namespace and name. */
export const keyOf = (kind: string, namespace: string | null, name: string | null): string =>
  `${kind} ${namespace ?? 'default'}/${name ?? ''}`;
