import { flagAt, isUnknownAt } from '../kubernetes-object/value';
import { isUnknown, type ReleaseObject } from '../kubernetes-object';
import { waitsForPods } from '../kinds/workload-replacement';
import type { Json } from '../model';
import { field, isList, isObject } from '../plan/json';
import { podReferences, pullSecret } from '../references/pod-references';
import type { Reference } from '../references/reference';
import { condition, effect, type Effect } from './effect';
import { keepsItsData, staysBecause } from './immutable';
import { isReloaded, reloading } from './reloader';
import { accountPullDoubt } from './service-accounts';
import { exchangesAllPods, exchangesPods, type Subject } from './subject';
import { homeOf, sideOf } from './world';

/** A ConfigMap or Secret that the pods read, changes in a key they read. */
export interface ChangedConfiguration {
  readonly object: ReleaseObject;
  readonly reference: Reference;
  readonly keys: readonly string[];
  /** Some pod that starts during the release or after it reads it in this way. */
  readonly needed: boolean;
}

const isConfiguration = ({ kind }: Reference): boolean => kind === 'ConfigMap' || kind === 'Secret';

/** What of the workload's configuration changes with this release; one entry for each way of reading it. */
export function changedConfiguration(subject: Subject): readonly ChangedConfiguration[] {
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
  ].filter(({ reference }) => isConfiguration(reference) && reference.use !== 'presence');
  const seen = new Set<string>();
  return references.flatMap(({ reference, home, needed }) => {
    const object =
      worlds.after.get(reference.kind, home, reference.name) ?? worlds.before.get(reference.kind, home, reference.name);
    if (object === undefined) return [];
    const keys = changedKeys(object).filter((key) => reference.key === undefined || key === reference.key);
    // A key that goes is told beside one that only changes.
    const lost = reference.key !== undefined && lacksKey(sideOf(object, 'after'), reference.key);
    const once = `${reference.kind}/${reference.name} ${reference.use} ${lost ? reference.key : ''}`;
    if (keys.length === 0 || seen.has(once) || (lost && !needed)) return [];
    seen.add(once);
    return [{ object, reference, keys, needed }];
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

const later = condition('a pod is moved to another node or restarted', 'reduced');

/** Keys that a pod takes out by sub path and that go: in place of such a file the kubelet makes an empty directory. */
const lostPaths = (object: ReleaseObject, { subPaths = [] }: Reference): readonly string[] =>
  subPaths.filter((key) => !lacksKey(sideOf(object, 'before'), key) && lacksKey(sideOf(object, 'after'), key));

function effectOf(
  { rollout, known, kind, after }: Subject,
  { object, reference, keys, needed }: ChangedConfiguration,
): Effect {
  const title = `${object.kind} ${object.name ?? object.address}`;
  const all = exchangesAllPods(rollout);
  if (sideOf(object, 'after') === null && !all)
    return effect(
      'none',
      `${title} is deleted: running pods keep what they have read, and a pod that starts later waits for it.`,
      [reference.where],
      reference.optional ? [] : [later],
    );
  if (keepsItsData(object))
    return effect(
      'none',
      `Kubernetes refuses the change of ${title}, and pods read what it holds now: ${staysBecause(object)}.`,
      [title, reference.where],
    );
  if (!exchangesPods(rollout) && isReloaded(after, object, sideOf(object, 'after')))
    return reloading(title, reference.where);
  const { key } = reference;
  if (needed && key !== undefined && !reference.optional && lacksKey(sideOf(object, 'after'), key)) {
    const lost = [`${title} > ${key}`, reference.where];
    return all
      ? effect('none', `${title} loses key ${key}, and no new pod starts without it.`, lost)
      : effect(
          'none',
          `${title} loses key ${key}: running pods keep what they have read, and a pod that starts later waits for it.`,
          lost,
          [later],
        );
  }
  const [path] = needed ? lostPaths(object, reference) : [];
  if (path !== undefined)
    return effect(
      'none',
      `${title} loses key ${path}, which is mounted by sub path: running pods keep their file, and a pod that starts later finds an empty directory in its place.`,
      [`${title} > ${path}`, reference.where],
      all ? [] : [later],
    );
  const fields = [keys.includes('*') ? `${title} > data` : `${title} > ${keys.join(', ')}`, reference.where];
  if (kind.runsToCompletion) return effect('none', `${title} changes; the next run reads it.`, fields);
  if (all) return effect('none', `${title} changes, and the new pods read it.`, fields);
  const some = exchangesPods(rollout);
  const [still, who] = some ? ['some pods may not restart', 'pods that stay'] : ['nothing restarts', 'running pods'];
  if (reference.use === 'environment')
    return effect('none', `${title} changes, but ${still}: ${who} keep the old values as their environment.`, fields);
  if (reference.use === 'sub-path')
    return effect(
      'none',
      `${title} changes, but ${still}: files mounted by sub path are never updated in a running pod.`,
      fields,
    );
  // An immutable one is replaced, and the kubelet does not watch those.
  if (flagAt(sideOf(object, 'before'), 'immutable') === true)
    return effect('none', `${title} is immutable and replaced: ${who} keep the files they have.`, fields);
  if (known.rereadsConfiguration)
    return effect('none', `${title} changes, and the pods take it up without a restart (policy).`, fields);
  return effect(
    'unknown',
    `${title} changes in the files of ${who} within about a minute; whether the application rereads them is not in the plan.`,
    fields,
    [
      condition('the application does not reread its files', 'none'),
      condition('it rereads them and the new ones are right', 'none'),
    ],
  );
}

/** Pods that start need every object and key they name; a missing one keeps a rollout from completing. */
export function missingConfiguration(subject: Subject): string | undefined {
  const { after, worlds, namespaceAfter, rollout } = subject;
  if (after === null || !rollout.starts) return undefined;
  for (const reference of podReferences(after)) {
    if (reference.optional) continue;
    const home = homeOf(reference.kind, namespaceAfter);
    const [was, is] = [
      worlds.before.get(reference.kind, home, reference.name),
      worlds.after.get(reference.kind, home, reference.name),
    ];
    if (was !== undefined && is === undefined)
      return `${reference.kind} ${reference.name}, which new pods need, is deleted by this release`;
    if (is === undefined) continue;
    const { key } = reference;
    if (key !== undefined && lacksKey(sideOf(is, 'after'), key))
      return `${reference.kind} ${reference.name} has no key ${key}, which new pods need`;
    const late =
      was === undefined
        ? 'is made'
        : key !== undefined && lacksKey(sideOf(was, 'before'), key)
          ? `gets key ${key}`
          : undefined;
    if (late !== undefined && comesTooLate(subject, is))
      return `${reference.kind} ${reference.name}, which new pods need, ${late} by stack ${is.stack}, which is applied only when they are ready`;
  }
  return undefined;
}

/** Stacks are applied one after the other, and where Terraform waits for the pods the later ones never come. */
const comesTooLate = ({ object, after, worlds }: Subject, needed: ReleaseObject): boolean =>
  worlds.order(needed.stack, object.stack) > 0 && waitsForPods(after);

/** What pods need does not follow them to another namespace, which may hold another of the name. */
export function leftBehind({ after, worlds, namespace, namespaceAfter }: Subject): string | undefined {
  if (after === null || namespace === namespaceAfter) return undefined;
  const left = podReferences(after).find(
    ({ kind, name, optional }) =>
      !optional &&
      homeOf(kind, namespaceAfter) === namespaceAfter &&
      worlds.before.get(kind, namespace, name) !== undefined &&
      worlds.after.get(kind, namespaceAfter, name) === undefined,
  );
  return left === undefined
    ? undefined
    : `${left.kind} ${left.name}, which new pods need, stands in namespace ${namespace} and in no plan in ${namespaceAfter}`;
}

/** New pods start, but whether containers do with a directory in place of a file is theirs to know. */
export function lostFile(subject: Subject): string | undefined {
  const found = changedConfiguration(subject).flatMap(({ object, reference, needed }) =>
    (needed ? lostPaths(object, reference) : []).map(
      (path) => `${object.kind} ${object.name ?? object.address} loses key ${path}`,
    ),
  );
  return found[0] === undefined ? undefined : `${found[0]}, in place of which new pods find an empty directory`;
}

/** New pods start with what an object holds that stays as it is, which is not what the release gives it. */
export function refusedConfiguration(subject: Subject): string | undefined {
  const kept = changedConfiguration(subject).find(({ object }) => keepsItsData(object))?.object;
  return kept === undefined
    ? undefined
    : `Kubernetes refuses the change of ${kept.kind} ${kept.name ?? kept.address}, so that new pods read what it holds now`;
}

/** A node that has no copy of the image needs the Secret; another one, or a public registry, may do as well. */
export function pullDoubt(subject: Subject): string | undefined {
  const { after, worlds, namespaceAfter } = subject;
  const lost = (after === null ? [] : podReferences(after)).find(
    ({ kind, name, where }) =>
      where === pullSecret &&
      worlds.before.get(kind, namespaceAfter, name) !== undefined &&
      worlds.after.get(kind, namespaceAfter, name) === undefined,
  );
  return lost === undefined
    ? accountPullDoubt(subject)
    : `Secret ${lost.name}, with which nodes pull the images, is deleted by this release`;
}

/** Write-only data is never in a plan, and unknown data may hold any key. */
function lacksKey(side: Json | null, key: string): boolean {
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
