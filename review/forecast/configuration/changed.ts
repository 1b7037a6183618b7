import { isUnknownAt } from '../../kubernetes-object/value';
import { isUnknown, type ReleaseObject } from '../../kubernetes-object';
import { isConfiguration } from '../../kinds/configuration';
import type { Json } from '../../model';
import { field, isList, isObject } from '../../plan/json';
import { oncePer } from '../../once';
import { podReferences } from '../../references/pod-references';
import type { Reference } from '../../references/reference';
import { keepsItsData } from '../refused/immutable';
import { exchangesAllPods, type Subject } from '../subject';
import { sideOf } from '../world';

/** A ConfigMap or Secret that the pods read, changes in a key they read. */
export interface ChangedConfiguration {
  readonly object: ReleaseObject;
  readonly reference: Reference;
  readonly keys: readonly string[];
  /** Some pod that starts during the release or after it reads it in this way. */
  readonly needed: boolean;
}

/** What of the workload's configuration changes with this release; one entry for each way of reading it. */
export const changedConfiguration = oncePer((subject: Subject): readonly ChangedConfiguration[] => {
  const { worlds, namespace, namespaceAfter, before, after, rollout } = subject;
  const known = (kind: string): number =>
    worlds.before.all(kind, namespace).length + worlds.after.all(kind, namespaceAfter).length;
  if (known('ConfigMap') + known('Secret') === 0) return [];
  // What the new template no longer reads matters to pods that stay with the old one.
  const references = [
    ...(after === null ? [] : podReferences(after)).map((reference) => ({
      reference,
      home: namespaceAfter,
      needed: true,
    })),
    ...(before === null ? [] : podReferences(before)).map((reference) => ({
      reference,
      home: namespace,
      needed: !exchangesAllPods(rollout),
    })),
  ].filter(({ reference }) => isConfiguration(reference.kind) && reference.use !== 'presence');
  const seen = new Set<string>();
  return references.flatMap(({ reference, home, needed }) => {
    const object =
      worlds.after.get(reference.kind, home, reference.name) ?? worlds.before.get(reference.kind, home, reference.name);
    if (object === undefined) return [];
    const keys = changedKeys(object).filter((key) => reference.key === undefined || key === reference.key);
    // A key that goes is told beside one that only changes.
    const lost = reference.key !== undefined && lacksKey(sideOf(object, 'after'), reference.key);
    // One that is replaced under another name is read by the old template as the one and by the new as the other.
    const once = `${object.stack} ${object.address} ${object.name ?? ''} ${reference.use} ${lost ? reference.key : ''}`;
    if (keys.length === 0 || seen.has(once) || (lost && !needed)) return [];
    seen.add(once);
    return [{ object, reference, keys, needed }];
  });
});

const dataFields = ['data', 'binaryData', 'stringData', 'dataWoRevision', 'binaryDataWoRevision'];

/** Keys whose values differ or are known only after apply. */
function changedKeys(object: ReleaseObject): readonly string[] {
  const { change } = object;
  if (change === undefined || change.action === 'no-op' || change.action === 'read') return [];
  const before = sideOf(object, 'before');
  // What Kubernetes refuses is told all the same.
  const after = keepsItsData(object) ? object.after : sideOf(object, 'after');
  return dataFields.flatMap((name) => {
    const [was, is] = [field(before ?? undefined, name), field(after ?? undefined, name)];
    if (isUnknown(is) || isUnknownAt(after, name)) return ['*'];
    if (!isObject(was) && !isObject(is))
      return JSON.stringify(was ?? null) === JSON.stringify(is ?? null) ? [] : [name];
    const keys = new Set([...Object.keys(isObject(was) ? was : {}), ...Object.keys(isObject(is) ? is : {})]);
    return [...keys].filter((key) => !isSame(field(was, key), field(is, key)));
  });
}

const isSame = (one: Json | undefined, other: Json | undefined): boolean =>
  !isUnknown(other) && JSON.stringify(one) === JSON.stringify(other);

/** Keys that a pod takes out by sub path and that go: in place of such a file the kubelet makes an empty directory. */
export const lostPaths = (object: ReleaseObject, { subPaths = [] }: Reference): readonly string[] =>
  subPaths.filter((key) => !lacksKey(sideOf(object, 'before'), key) && lacksKey(sideOf(object, 'after'), key));

/** Write-only data is never in a plan, and unknown data may hold any key. */
export function lacksKey(side: Json | null, key: string): boolean {
  const gone = field(side ?? undefined, 'goneKeys');
  if (isList(gone)) return gone.includes(key);
  const parts = dataFields.map((name) => field(side ?? undefined, name));
  const hidden =
    parts.some(isUnknown) ||
    isUnknownAt(side, 'dataWo') ||
    field(side ?? undefined, 'dataWoRevision') !== undefined ||
    field(side ?? undefined, 'generateName') !== undefined;
  return !hidden && !parts.some((data) => field(data, key) !== undefined);
}
