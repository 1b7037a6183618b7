import { at, entriesAt, listAt, textAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import { quantityInBillionths } from '../../kubernetes-object/parsed';
import type { Json } from '../../model';
import { containersOf, podSpecOf } from '../pods/pods';
import { podsOn } from '../numbers/replicas';
import { exchangesPods, type Subject } from '../subject';
import { sideOf, type World } from '../world';

/** Does a quota count only some of the pods? */
export const isScoped = (quota: Json | null): boolean =>
  listAt(quota, 'spec', 'scopes').length > 0 || at(quota, 'spec', 'scopeSelector') !== undefined;

/** A quota counts terminating pods too. Only what the plans show is added up, so that what exceeds it surely does. */
export function quotaBlock(subject: Subject): string | undefined {
  const { worlds, namespaceAfter, rollout } = subject;
  for (const quota of worlds.after.all('ResourceQuota', namespaceAfter)) {
    const side = sideOf(quota, 'after');
    if (isScoped(side)) continue;
    for (const [resource, hard] of entriesAt(side, 'spec', 'hard')) {
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

function othersUsage({ worlds, namespaceAfter, object }: Subject, resource: string): bigint {
  const kept = totals.get(worlds.after) ?? new Map<string, bigint>();
  totals.set(worlds.after, kept);
  const key = `${namespaceAfter} ${resource}`;
  const total =
    kept.get(key) ??
    controllers
      .flatMap((kind) => worlds.after.all(kind, namespaceAfter))
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
