import { backingOf } from './backing';
import { effect, type Effect } from '../effect';
import { servicePorts } from './service-ports';
import type { Subject } from '../subject';
import { sideOf } from '../world';
import { titleOf } from '../identity';

/**
 * A workload goes down to no pod, for good or for a time, and every Service that leads to it keeps pods of another: after a
 * switch from blue to green, beside a canary, or with what an unfinished replacement has left behind. Undefined when one of its
 * Services loses all pods.
 */
export function standInEffect({ object, worlds, namespace, labelsBefore, rollout }: Subject): Effect | undefined {
  const action = object.change?.action;
  if (action === 'create' || rollout.bounds?.lowestAvailable !== 0) return undefined;
  // Pods of a StatefulSet are known by their names; another's are not the same.
  if (object.kind === 'StatefulSet' && action !== 'delete') return undefined;
  const services = worlds.before.servicesFor(namespace, labelsBefore);
  const others = services.map((service) => {
    const backing = backingOf(worlds, namespace, service, servicePorts(sideOf(service, 'after')), object);
    return backing.state === 'ready' ? backing.workload : undefined;
  });
  const [first] = others;
  if (first === undefined || others.includes(undefined)) return undefined;
  const going = action === 'delete' ? 'The object is deleted, and its pods with it' : 'At some moment it has no pod';
  return effect('reduced', `${going}; ${titleOf(first)} stays behind the same Service.`, [
    action === 'delete' ? 'action delete' : (rollout.trigger ?? 'replicas'),
    ...services.map((service) => `${titleOf(service)} > selector`),
  ]);
}
