import { flagAt, isUnknownAt } from '../kubernetes-object/value';
import { isUnknown, type ReleaseObject } from '../kubernetes-object';
import type { Json } from '../model';
import { field, isObject } from '../plan/json';
import { podReferences, pullSecret } from '../references/pod-references';
import type { Reference } from '../references/reference';
import { condition, effect, type Effect } from './effect';
import { keepsItsData } from './immutable';
import { exchangesPods, type Subject } from './subject';
import { homeOf, sideOf } from './world';

/** A ConfigMap or Secret that the pods read, changes in a key they read. */
export interface ChangedConfiguration {
  readonly object: ReleaseObject;
  readonly reference: Reference;
  readonly keys: readonly string[];
}

const isConfiguration = ({ kind }: Reference): boolean => kind === 'ConfigMap' || kind === 'Secret';

/** What of the workload's configuration changes with this release; one entry for each way of reading it. */
export function changedConfiguration(subject: Subject): readonly ChangedConfiguration[] {
  const { worlds, namespace, before, after } = subject;
  const known = (kind: string): number =>
    worlds.before.all(kind, namespace).length + worlds.after.all(kind, namespace).length;
  if (known('ConfigMap') + known('Secret') === 0) return [];
  const references = [
    ...(before === null ? [] : podReferences(before)),
    ...(after === null ? [] : podReferences(after)),
  ].filter((reference) => isConfiguration(reference) && reference.use !== 'presence');
  const seen = new Set<string>();
  return references.flatMap((reference) => {
    const object =
      worlds.after.get(reference.kind, namespace, reference.name) ??
      worlds.before.get(reference.kind, namespace, reference.name);
    if (object === undefined) return [];
    const keys = changedKeys(object).filter((key) => reference.key === undefined || key === reference.key);
    const once = `${reference.kind}/${reference.name} ${reference.use}`;
    if (keys.length === 0 || seen.has(once)) return [];
    seen.add(once);
    return [{ object, reference, keys }];
  });
}

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
    return [...keys].filter((key) => !sameValue(field(was, key), field(is, key)));
  });
}

const sameValue = (one: Json | undefined, other: Json | undefined): boolean =>
  !isUnknown(other) && JSON.stringify(one) === JSON.stringify(other);

/** What changed configuration does to pods that this release does not exchange, and what it does to those that it does. */
export function configurationEffects(subject: Subject): readonly Effect[] {
  if (
    subject.before === null ||
    subject.after === null ||
    subject.rollout.kind === 'stopped' ||
    subject.rollout.kind === 'created'
  )
    return [];
  return changedConfiguration(subject).map((one) => effectOf(subject, one));
}

function effectOf({ rollout, known, kind }: Subject, { object, reference, keys }: ChangedConfiguration): Effect {
  const title = `${object.kind} ${object.name ?? object.address}`;
  if (sideOf(object, 'after') === null && !exchangesPods(rollout))
    return effect(
      'none',
      `${title} is deleted: running pods keep what they have read, and a pod that starts later waits for it.`,
      [reference.where],
      reference.optional ? [] : [condition('a pod is moved to another node or restarted', 'reduced')],
    );
  if (keepsItsData(object))
    return effect('none', `${title} is immutable: Kubernetes refuses the change, and pods read what it holds now.`, [
      `${title} > immutable`,
      reference.where,
    ]);
  const { key } = reference;
  if (key !== undefined && !reference.optional && lacksKey(sideOf(object, 'after'), key)) {
    const lost = [`${title} > ${key}`, reference.where];
    return exchangesPods(rollout)
      ? effect('none', `${title} loses key ${key}, and no new pod starts without it.`, lost)
      : effect(
          'none',
          `${title} loses key ${key}: running pods keep what they have read, and a pod that starts later waits for it.`,
          lost,
          [condition('a pod is moved to another node or restarted', 'reduced')],
        );
  }
  const fields = [keys.includes('*') ? `${title} > data` : `${title} > ${keys.join(', ')}`, reference.where];
  if (kind.runsToCompletion) return effect('none', `${title} changes; the next run reads it.`, fields);
  if (exchangesPods(rollout)) return effect('none', `${title} changes, and the new pods read it.`, fields);
  if (reference.use === 'environment')
    return effect(
      'none',
      `${title} changes, but nothing restarts: running pods keep the old values as their environment.`,
      fields,
    );
  if (reference.use === 'sub-path')
    return effect(
      'none',
      `${title} changes, but nothing restarts: files mounted by sub path are never updated in a running pod.`,
      fields,
    );
  // An immutable one is replaced, and the kubelet does not watch those.
  if (flagAt(sideOf(object, 'before'), 'immutable') === true)
    return effect('none', `${title} is immutable and replaced: running pods keep the files they have.`, fields);
  if (known.rereadsConfiguration)
    return effect('none', `${title} changes, and the pods take it up without a restart (policy).`, fields);
  return effect(
    'unknown',
    `${title} changes in the files of running pods within about a minute; whether the application rereads them is not in the plan.`,
    fields,
    [
      condition('the application does not reread its files', 'none'),
      condition('it rereads them and the new ones are right', 'none'),
    ],
  );
}

/** Pods that start need every object and key they name; a missing one keeps a rollout from completing. */
export function missingConfiguration({ after, worlds, namespace, rollout }: Subject): string | undefined {
  if (after === null || !rollout.starts) return undefined;
  for (const reference of podReferences(after)) {
    if (reference.optional) continue;
    const home = homeOf(reference.kind, namespace);
    const [was, is] = [
      worlds.before.get(reference.kind, home, reference.name),
      worlds.after.get(reference.kind, home, reference.name),
    ];
    if (was !== undefined && is === undefined)
      return `${reference.kind} ${reference.name}, which new pods need, is deleted by this release`;
    if (is === undefined || reference.key === undefined) continue;
    if (lacksKey(sideOf(is, 'after'), reference.key))
      return `${reference.kind} ${reference.name} has no key ${reference.key}, which new pods need`;
  }
  return undefined;
}

/** New pods start with what an immutable object holds, which is not what the release gives it. */
export function refusedConfiguration(subject: Subject): string | undefined {
  const kept = changedConfiguration(subject).find(({ object }) => keepsItsData(object))?.object;
  return kept === undefined
    ? undefined
    : `Kubernetes refuses the change of the immutable ${kept.kind} ${kept.name ?? kept.address}, so that new pods read what it holds now`;
}

/** A node that has no copy of the image needs the Secret; another one, or a public registry, may do as well. */
export function pullDoubt({ after, worlds, namespace }: Subject): string | undefined {
  const lost = (after === null ? [] : podReferences(after)).find(
    ({ kind, name, where }) =>
      where === pullSecret &&
      worlds.before.get(kind, namespace, name) !== undefined &&
      worlds.after.get(kind, namespace, name) === undefined,
  );
  return lost === undefined
    ? undefined
    : `Secret ${lost.name}, with which nodes pull the images, is deleted by this release`;
}

/** Write-only data is never in a plan, and unknown data may hold any key. */
function lacksKey(side: Json | null, key: string): boolean {
  const parts = dataFields.map((name) => field(side ?? undefined, name));
  const hidden =
    parts.some(isUnknown) ||
    isUnknownAt(side, 'dataWo') ||
    field(side ?? undefined, 'dataWoRevision') !== undefined ||
    field(side ?? undefined, 'generateName') !== undefined;
  return !hidden && !parts.some((data) => field(data, key) !== undefined);
}
