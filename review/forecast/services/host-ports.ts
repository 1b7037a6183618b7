import { condition, effect, type Effect } from '../effect';
import { portsOf } from '../pods/pods';
import { exchangesPods, type Subject } from '../subject';
import { flagAt } from '../../kubernetes-object/value';

/** Ports of the nodes themselves on which the pods of a workload are reached, and are no longer. */
export function hostPortEffects({ podBefore, podAfter, rollout }: Subject): readonly Effect[] {
  if (!exchangesPods(rollout)) return [];
  const kept = portsOf(podAfter).map(({ hostPort }) => hostPort);
  const gone = portsOf(podBefore).flatMap(({ hostPort }) =>
    hostPort === undefined || kept.includes(hostPort) ? [] : [hostPort],
  );
  if (gone.length === 0) return [];
  // On the network of the node every port is one of the node, whether anybody comes that way or not.
  const shared = flagAt(podBefore, 'hostNetwork') === true;
  const ports = `${gone.length === 1 ? 'port' : 'ports'} ${gone.join(', ')}`;
  return [
    effect(
      shared ? 'unknown' : 'outage',
      `The pods no longer answer on ${ports} of their nodes.`,
      [shared ? 'pod > host network' : 'container > host port'],
      [condition('nobody reaches them through a node', 'none')],
    ),
  ];
}
