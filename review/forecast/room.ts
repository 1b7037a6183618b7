import { at, isUnknownAt, listAt, textAt } from '../kubernetes-object/value';
import type { ReleaseObject } from '../kubernetes-object';
import { quantityInBillionths } from '../kubernetes-object/parsed';
import { holdsUnknown } from '../kubernetes-object/unknown';
import type { Completes, Json } from '../model';
import { oncePer } from '../once';
import { field, isObject } from '../plan/json';
import { missingConfiguration } from './configuration';
import { nameDoubt } from './name-taken';
import { containersOf, podSpecOf, portsOf } from './pods';
import { podsOn } from './replicas';
import { exchangesPods, type Subject } from './subject';
import { nameOf, selectorAt, sideOf, type World } from './world';
import { selects, type Selector } from '../../kubernetes/selectors';

/** Can the rollout complete, as far as the plans show what stands in its way? A disruption budget never does. */
export function completesOf(subject: Subject): Completes {
  const { rollout } = subject;
  const blocked =
    rollout.blocked ??
    (rollout.starts
      ? (refusalOf(subject) ??
        limitBlock(subject) ??
        missingConfiguration(subject) ??
        quotaBlock(subject) ??
        claimBlock(subject))
      : undefined);
  if (blocked !== undefined) return { state: 'blocked', reason: blocked };
  const uncertain =
    rollout.uncertain ??
    nameDoubt(subject) ??
    (rollout.starts ? (hostPortDoubt(subject) ?? claimDoubt(subject)) : undefined);
  return uncertain === undefined ? { state: 'expected' } : { state: 'unknown', reason: uncertain };
}

/** What the API server refuses as a whole, so that nothing of it comes to pass. */
export const refusalOf = oncePer(({ before, after, podAfter, labelsAfter, object }: Subject): string | undefined => {
  // What is known only after apply may well be right.
  const hidden = ['selector', 'template'].some((part) => hidesLabels(after, part));
  if (
    !hidden &&
    object.change?.action === 'update' &&
    withFixedSelector.has(object.kind) &&
    !sameSelector(before, after)
  )
    return 'Kubernetes refuses it: the selector of an object that exists cannot change';
  const selector = selectorAt(after, 'spec', 'selector');
  const hasSelector = Object.keys(selector.matchLabels).length + selector.matchExpressions.length > 0;
  if (
    !hidden &&
    object.kind !== 'Job' &&
    hasSelector &&
    Object.keys(labelsAfter).length > 0 &&
    !selects(selector, labelsAfter)
  )
    return 'Kubernetes refuses it: its selector does not match the labels of its own pods';
  for (const container of containersOf(podAfter))
    for (const [name, limit] of entries(at(container, 'resources', 'limits'))) {
      const request = textAt(container, 'resources', 'requests', name);
      if (request !== undefined && (quantityInBillionths(request) ?? 0n) > (quantityInBillionths(limit) ?? 0n))
        return `Kubernetes refuses it: container ${textAt(container, 'name') ?? ''} requests ${name} ${request}, more than its limit ${limit}`;
    }
  return undefined;
});

/** The object is taken, and its pods are not. */
function limitBlock({ podAfter, namespace, worlds }: Subject): string | undefined {
  for (const container of containersOf(podAfter))
    for (const [name, limit] of entries(at(container, 'resources', 'limits'))) {
      for (const range of worlds.after.all('LimitRange', namespace))
        for (const rule of listAt(sideOf(range, 'after'), 'spec', 'limits')) {
          const most = textAt(rule, 'max', name);
          if (
            textAt(rule, 'type') === 'Container' &&
            most !== undefined &&
            (quantityInBillionths(limit) ?? 0n) > (quantityInBillionths(most) ?? 0n)
          )
            return `LimitRange ${range.name ?? ''} allows ${name} ${most} a container, and ${textAt(container, 'name') ?? ''} has ${limit}`;
        }
    }
  return undefined;
}

function hidesLabels(side: Json | null, part: string): boolean {
  if (isUnknownAt(side, 'spec', part)) return true;
  const found = field(field(side ?? undefined, 'spec'), part);
  return holdsUnknown(part === 'selector' ? found : field(field(found, 'metadata'), 'labels'));
}

/** Source: the validation of updates in `pkg/apis/apps/validation/validation.go`. */
const withFixedSelector: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);
const sameSelector = (before: Json | null, after: Json | null): boolean =>
  at(before, 'spec', 'selector') === at(after, 'spec', 'selector') ||
  JSON.stringify(sorted(selectorAt(before, 'spec', 'selector'))) ===
    JSON.stringify(sorted(selectorAt(after, 'spec', 'selector')));
const sorted = ({ matchLabels, matchExpressions }: Selector): unknown => [
  Object.entries(matchLabels).sort(),
  matchExpressions.map((one) => JSON.stringify(one)).sort(),
];

/** A quota counts terminating pods too. Only what the plans show is added up, so that what exceeds it surely does. */
function quotaBlock(subject: Subject): string | undefined {
  const { worlds, namespace, rollout } = subject;
  for (const quota of worlds.after.all('ResourceQuota', namespace)) {
    const side = sideOf(quota, 'after');
    if (listAt(side, 'spec', 'scopes').length > 0 || at(side, 'spec', 'scopeSelector') !== undefined) continue;
    for (const [resource, hard] of entries(at(side, 'spec', 'hard'))) {
      const most = quantityInBillionths(hard);
      const fresh = usageOf(subject.podAfter, resource);
      if (most === undefined || fresh === undefined) continue;
      const [from, to] = [
        podsOn(subject.object.kind, subject.before, worlds.before),
        podsOn(subject.object.kind, subject.after, worlds.after),
      ];
      if (to === null) continue;
      const others = othersUsage(subject, resource);
      const inTheEnd = others + fresh * BigInt(to.low);
      const first =
        rollout.kind === 'rolling' &&
        from !== null &&
        rollout.bounds !== null &&
        rollout.bounds.lowestAvailable >= from.high &&
        exchangesPods(rollout);
      // Without a pod to spare the first new one stands beside all old ones.
      const beside = first ? others + (usageOf(subject.podBefore, resource) ?? 0n) * BigInt(from.low) + fresh : 0n;
      if (inTheEnd > most || (to.low > 0 && beside > most))
        return `ResourceQuota ${quota.name ?? ''} allows ${allowance(resource, hard)}, and ${inTheEnd > most ? 'all pods together need' : 'the first new pod beside the old ones needs'} more`;
    }
  }
  return undefined;
}

const allowance = (resource: string, hard: string): string =>
  countsPods(resource) ? `${hard} ${hard === '1' ? 'pod' : 'pods'}` : `${resource} of ${hard} in all`;

const countsPods = (resource: string): boolean => resource === 'pods' || resource === 'count/pods';

const controllers = ['Deployment', 'StatefulSet', 'ReplicaSet', 'Pod'];

/** Sums are kept by world: a namespace with ten thousand workloads is added up once. */
const totals = new WeakMap<World, Map<string, bigint>>();

function othersUsage({ worlds, namespace, object }: Subject, resource: string): bigint {
  const kept = totals.get(worlds.after) ?? new Map<string, bigint>();
  totals.set(worlds.after, kept);
  const key = `${namespace} ${resource}`;
  const total =
    kept.get(key) ??
    controllers
      .flatMap((kind) => worlds.after.all(kind, namespace))
      .reduce((sum, other) => sum + ownUsage(other, worlds.after, resource), 0n);
  kept.set(key, total);
  return total - (controllers.includes(object.kind) ? ownUsage(object, worlds.after, resource) : 0n);
}

function ownUsage(object: ReleaseObject, world: World, resource: string): bigint {
  const side = sideOf(object, 'after');
  return (usageOf(podSpecOf(side), resource) ?? 0n) * BigInt(podsOn(object.kind, side, world)?.low ?? 0);
}

/** What one pod counts for a quota's resource; undefined when this resource is none of a pod's. */
function usageOf(pod: Json | undefined, resource: string): bigint | undefined {
  if (pod === undefined) return undefined;
  if (countsPods(resource)) return 1_000_000_000n;
  const [part, name] = resource.startsWith('limits.')
    ? ['limits', resource.slice('limits.'.length)]
    : ['requests', resource.replace(/^requests\./, '')];
  if (!['cpu', 'memory', 'ephemeral-storage'].includes(name)) return undefined;
  return containersOf(pod).reduce((sum, container) => {
    const value =
      textAt(container, 'resources', part, name) ??
      (part === 'requests' ? textAt(container, 'resources', 'limits', name) : undefined);
    return sum + (value === undefined ? 0n : (quantityInBillionths(value) ?? 0n));
  }, 0n);
}

/** A volume that one pod alone may use keeps its successor from starting beside it. */
function claimBlock(subject: Subject): string | undefined {
  const name = claims(subject).find(({ modes }) => modes.includes('ReadWriteOncePod'))?.name;
  return name === undefined || !surgesOnly(subject)
    ? undefined
    : `claim ${name} may be used by one pod alone (ReadWriteOncePod), and the new pod starts beside the old one`;
}

function claimDoubt(subject: Subject): string | undefined {
  const name = claims(subject).find(({ modes }) => modes.length === 1 && modes[0] === 'ReadWriteOnce')?.name;
  return name === undefined || !surgesOnly(subject)
    ? undefined
    : `claim ${name} is ReadWriteOnce: the new pod starts beside the old one only on the same node`;
}

const surgesOnly = ({ object, rollout }: Subject): boolean =>
  object.kind === 'Deployment' &&
  rollout.kind === 'rolling' &&
  (rollout.bounds?.highestRunning ?? 0) > 0 &&
  rollout.effects.every(({ impact }) => impact === 'none');

function claims({
  podAfter,
  worlds,
  namespace,
}: Subject): readonly { readonly name: string; readonly modes: readonly string[] }[] {
  return listAt(podAfter, 'volumes').flatMap((volume) => {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    const claim = name === undefined ? undefined : worlds.after.get('PersistentVolumeClaim', namespace, name);
    return claim === undefined || name === undefined
      ? []
      : [
          {
            name: nameOf(sideOf(claim, 'after')),
            modes: listAt(sideOf(claim, 'after'), 'spec', 'accessModes').map(String),
          },
        ];
  });
}

/** Two pods of one node cannot have one port of it. */
function hostPortDoubt(subject: Subject): string | undefined {
  const taken = portsOf(subject.podAfter).find(({ hostPort }) => hostPort !== undefined);
  return taken === undefined || !surgesOnly(subject)
    ? undefined
    : `new pods need host port ${taken.hostPort} on a node where no old pod holds it`;
}

function entries(value: Json | undefined): readonly (readonly [string, string])[] {
  return isObject(value)
    ? Object.entries(value).flatMap(([key, one]) =>
        typeof one === 'string' || typeof one === 'number' ? [[key, String(one)] as const] : [],
      )
    : [];
}
