import { entriesAt, listAt, textAt } from '../../kubernetes-object/value';
import type { ReleaseObject } from '../../kubernetes-object';
import { quantityInBillionths } from '../../kubernetes-object/parsed';
import type { Completes, Json } from '../../model';
import { leftBehind, lostFile, missingConfiguration, pullDoubt, refusedConfiguration } from './needs';
import { webhookDoubt } from './admission';
import { isScoped, limitBlock, quotaDoubt } from './limit-ranges';
import { nameDoubt } from './name-taken';
import { containersOf, podSpecOf, portsOf } from '../pods/pods';
import { probeBlock } from '../pods/probes';
import { podRefusalOf, refusalOf } from '../refused/workloads';
import { podSecurityDoubt } from './pod-security';
import { podsOn } from '../numbers/replicas';
import { changed, exchangesPods, type Subject } from '../subject';
import { timeoutBlock } from './waiting';
import { nameOf, sideOf, type World } from '../world';

/** Can the rollout complete, as far as the plans show what stands in its way? A disruption budget never does. */
export function completesOf(subject: Subject): Completes {
  const { rollout } = subject;
  const blocked =
    rollout.blocked ??
    (rollout.starts || changed(subject.object) ? refusalOf(subject) : undefined) ??
    (rollout.starts
      ? (podRefusalOf(subject) ??
        limitBlock(subject) ??
        missingConfiguration(subject) ??
        probeBlock(subject.podAfter) ??
        timeoutBlock(subject) ??
        quotaBlock(subject) ??
        claimBlock(subject))
      : undefined);
  if (blocked !== undefined) return { state: 'blocked', reason: blocked };
  const uncertain =
    rollout.uncertain ??
    nameDoubt(subject) ??
    (rollout.starts
      ? (hostPortDoubt(subject) ??
        claimDoubt(subject) ??
        quotaDoubt(subject) ??
        pullDoubt(subject) ??
        refusedConfiguration(subject) ??
        leftBehind(subject) ??
        lostFile(subject) ??
        podSecurityDoubt(subject) ??
        webhookDoubt(subject))
      : undefined);
  return uncertain === undefined ? { state: 'expected' } : { state: 'unknown', reason: uncertain };
}

/** A quota counts terminating pods too. Only what the plans show is added up, so that what exceeds it surely does. */
function quotaBlock(subject: Subject): string | undefined {
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

/** A volume that one pod alone may use keeps a second one from starting: its successor, or a pod more. */
function claimBlock(subject: Subject): string | undefined {
  const name = claims(subject).find(({ modes }) => modes.includes('ReadWriteOncePod'))?.name;
  const second = secondPod(subject);
  return name === undefined || second === undefined
    ? undefined
    : `claim ${name} may be used by one pod alone (ReadWriteOncePod), and ${second}`;
}

function claimDoubt(subject: Subject): string | undefined {
  const name = claims(subject).find(({ modes }) => modes.length === 1 && modes[0] === 'ReadWriteOnce')?.name;
  const second = secondPod(subject);
  return name === undefined || second === undefined
    ? undefined
    : `claim ${name} is ReadWriteOnce: ${second} only on the same node`;
}

/** Which pods have to share the volumes that all pods of a workload have in common. */
function secondPod(subject: Subject): string | undefined {
  const { object, before, after, worlds } = subject;
  if (surgesOnly(subject)) return 'the new pod starts beside the old one';
  const [from, to] = [podsOn(object.kind, before, worlds.before), podsOn(object.kind, after, worlds.after)];
  return from !== null && to !== null && to.low > Math.max(1, from.high)
    ? `${to.low} pods start beside each other`
    : undefined;
}

const surgesOnly = ({ object, rollout }: Subject): boolean =>
  object.kind === 'Deployment' &&
  rollout.kind === 'rolling' &&
  (rollout.bounds?.highestRunning ?? 0) > 0 &&
  rollout.effects.every(({ impact }) => impact === 'none');

function claims({
  podAfter,
  worlds,
  namespaceAfter,
}: Subject): readonly { readonly name: string; readonly modes: readonly string[] }[] {
  return listAt(podAfter, 'volumes').flatMap((volume) => {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    const claim = name === undefined ? undefined : worlds.after.get('PersistentVolumeClaim', namespaceAfter, name);
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
