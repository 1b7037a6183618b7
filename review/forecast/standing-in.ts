import { podsOn } from './replicas';
import { effect, type Effect } from './effect';
import { changed, type Subject } from './subject';
import { labelsAt, sideOf } from './world';

/**
 * A workload goes, and every Service that led to it keeps the pods of another that stays as it is: after a switch from blue
 * to green, or with what an unfinished replacement has left behind. Undefined when one of its Services loses all pods.
 */
export function standInEffect({ object, worlds, namespace, labelsBefore }: Subject): Effect | undefined {
  if (object.change?.action !== 'delete') return undefined;
  const services = worlds.before.servicesFor(namespace, labelsBefore);
  const others = services.map((service) => {
    const selector = labelsAt(sideOf(service, 'after'), 'spec', 'selector');
    return worlds.after
      .workloadsFor(namespace, { matchLabels: selector, matchExpressions: [] })
      .find((other) => !changed(other) && (podsOn(other.kind, sideOf(other, 'after'), worlds.after)?.low ?? 0) > 0);
  });
  const [first] = others;
  if (first === undefined || others.includes(undefined)) return undefined;
  return effect(
    'reduced',
    `The object is deleted, and its pods with it; ${first.kind} ${first.name ?? first.address} stays behind the same Service.`,
    ['action delete', ...services.map(({ name, address }) => `Service ${name ?? address} > selector`)],
  );
}
