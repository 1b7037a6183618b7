import { selects } from '../../kubernetes/selectors';
import type { ReleaseObject } from '../kubernetes-object';
import { at, holdsUnknownAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import { podReferences } from '../references/pod-references';
import { effect, type Effect } from './effect';
import { staysBecause } from './refused/immutable';
import { joiningEffects } from './services/joining';
import { deletedNamespace } from './numbers/overruled';
import { nodeLabelEffects } from './pods/node-labels';
import { proxyEffects } from './pods/proxies';
import { identityEffects } from './pods/service-accounts';
import { changed, type Subject } from './subject';
import { selectorAt } from './world';
import { titleOf } from './identity';

/** Changes around a workload that stop or move no pod by themselves, and those that take away what it stands on. */
export function surroundingEffects(subject: Subject): readonly Effect[] {
  return [
    ...namespaceEffects(subject),
    ...boundEffects(subject),
    ...budgetEffects(subject),
    ...groundEffects(subject),
    ...identityEffects(subject),
    ...proxyEffects(subject),
    ...nodeLabelEffects(subject),
    ...joiningEffects(subject),
  ];
}

function namespaceEffects({ worlds, namespace, before }: Subject): readonly Effect[] {
  return before !== null && deletedNamespace(worlds, namespace)
    ? [effect('outage', `Namespace ${namespace} is deleted, and everything in it.`, [`Namespace ${namespace}`])]
    : [];
}

/** What becomes of an object, as the verb of a sentence. */
function becomes({ change }: ReleaseObject): string {
  switch (change?.action) {
    case 'create':
      return 'is created';
    case 'delete':
      return 'is deleted';
    case 'replace':
      return 'is replaced';
    default:
      return 'changes';
  }
}

function boundEffects({ worlds, namespace }: Subject): readonly Effect[] {
  return ['ResourceQuota', 'LimitRange']
    .flatMap((kind) => [...new Set([...worlds.before.all(kind, namespace), ...worlds.after.all(kind, namespace)])])
    .filter((bound) => changed(bound) && boundsOtherwise(bound))
    .map((bound) =>
      effect('none', `${titleOf(bound)} ${becomes(bound)}: running pods stay, and pods that start later must fit.`, [
        titleOf(bound),
      ]),
    );
}

/** Labels and comments bound nothing. */
function boundsOtherwise({ before, after, change }: ReleaseObject): boolean {
  const spec = (side: Json | null): string => JSON.stringify(at(side, 'spec') ?? null);
  return change?.action !== 'update' || holdsUnknownAt(after, 'spec') || spec(before) !== spec(after);
}

/** Source: the eviction API asks disruption budgets; the workload controllers do not. */
function budgetEffects({ worlds, namespace, labelsBefore, before }: Subject): readonly Effect[] {
  if (before === null) return [];
  return [
    ...new Set([
      ...worlds.before.all('PodDisruptionBudget', namespace),
      ...worlds.after.all('PodDisruptionBudget', namespace),
    ]),
  ]
    .filter(
      (budget) =>
        changed(budget) && selects(selectorAt(budget.before ?? budget.after, 'spec', 'selector'), labelsBefore),
    )
    .map((budget) =>
      effect('none', `${titleOf(budget)} ${becomes(budget)}: it bounds how nodes are drained, never a rollout.`, [
        titleOf(budget),
      ]),
    );
}

/** Claims and accounts that running pods hold on to. */
function groundEffects({ worlds, namespace, before, after }: Subject): readonly Effect[] {
  if (before === null || after === null) return [];
  const known = (kind: string): number => worlds.before.all(kind, namespace).length;
  if (known('PersistentVolumeClaim') + known('ServiceAccount') === 0) return [];
  return podReferences(before).flatMap(({ kind, name, where }) => {
    if (kind !== 'PersistentVolumeClaim' && kind !== 'ServiceAccount') return [];
    const found = worlds.before.get(kind, namespace, name);
    const action = found?.change?.action;
    if (found === undefined || (action !== 'delete' && action !== 'replace') || staysBecause(found) !== undefined)
      return [];
    const text =
      kind === 'ServiceAccount'
        ? 'tokens of running pods become invalid'
        : 'it is gone as soon as none of them runs any more, and a pod that starts meanwhile waits';
    return [
      effect(
        'unknown',
        `${titleOf(found)} is ${action === 'delete' ? 'deleted' : 'replaced'} while pods use it: ${text}.`,
        [where],
      ),
    ];
  });
}

/** Is anything around the workload part of this release? */
export function touchedFromOutside(subject: Subject): boolean {
  const { worlds, namespace, labelsBefore, labelsAfter } = subject;
  const services = [
    ...worlds.before.servicesFor(namespace, labelsBefore),
    ...worlds.after.servicesFor(namespace, labelsAfter),
  ];
  return services.some(changed) || surroundingEffects(subject).length > 0;
}
