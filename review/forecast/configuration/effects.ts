import { flagAt } from '../../kubernetes-object/value';
import { condition, effect, type Effect } from '../effect';
import { keepsItsData, staysBecause } from '../refused/immutable';
import { type ChangedConfiguration, changedConfiguration, lacksKey, lostPaths } from './changed';
import { isReloaded, reloading } from './reloader';
import { exchangesAllPods, exchangesPods, type Subject } from '../subject';
import { sideOf } from '../world';
import { titleOf } from '../identity';

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

function effectOf(subject: Subject, one: ChangedConfiguration): Effect {
  const { rollout, after } = subject;
  const { object, reference } = one;
  const title = titleOf(object);
  if (sideOf(object, 'after') === null && !exchangesAllPods(rollout))
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
  return lossOf(subject, one) ?? readingOf(subject, one);
}

/** Of a key or a file without which pods that start from now on wait, or go on otherwise. */
function lossOf({ rollout }: Subject, { object, reference, needed }: ChangedConfiguration): Effect | undefined {
  const title = titleOf(object);
  const all = exchangesAllPods(rollout);
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
  return path === undefined
    ? undefined
    : effect(
        'none',
        `${title} loses key ${path}, which is mounted by sub path: running pods keep their file, and a pod that starts later finds an empty directory in its place.`,
        [`${title} > ${path}`, reference.where],
        all ? [] : [later],
      );
}

/** Of other values, when somebody reads them. */
function readingOf({ rollout, known, kind }: Subject, { object, reference, keys }: ChangedConfiguration): Effect {
  const title = titleOf(object);
  const fields = [keys.includes('*') ? `${title} > data` : `${title} > ${keys.join(', ')}`, reference.where];
  if (kind.runsToCompletion) return effect('none', `${title} changes; the next run reads it.`, fields);
  if (exchangesAllPods(rollout)) return effect('none', `${title} changes, and the new pods read it.`, fields);
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
