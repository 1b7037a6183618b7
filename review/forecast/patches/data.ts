import { convert } from '../../kubernetes-object/convert';
import { overlay } from '../../kubernetes-object/unknown';
import type { Change, Json } from '../../model';
import { field, isObject } from '../../plan/json';
import { changed } from '../subject';
import { objectKey } from '../identity';
import { dataPatches, type ObjectPatch, targetOf } from './patch';

/** Keys that a resource sets in a ConfigMap or Secret of another owner. */
export function dataPatch(change: Change): ObjectPatch | undefined {
  const kind = dataPatches.get(change.type);
  const { namespace, name } = targetOf(change);
  if (kind === undefined || name === undefined || change.deposed !== undefined) return undefined;
  const [was, is] = [sideOfPatch(change, 'before'), sideOfPatch(change, 'after')];
  const { stack, address, type } = change;
  const own = changed({ change }) ? { stack, address, type, change: { ...change, action: 'update' as const } } : {};
  // A namesake that is gone leaves nothing to patch: the keys are in the other one.
  const side = (owner: Json | null, patch: Json | null, isOnly: boolean): Json | null =>
    owner === null && !isOnly ? null : merged(owner, patch);
  return {
    key: objectKey({ kind, namespace, name }),
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
