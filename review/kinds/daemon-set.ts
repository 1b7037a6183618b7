import { daemonSetDefaults } from '../../kubernetes/rollout';
import { condition, effect, type Effect } from '../forecast/effect';
import { podSpecOf, portsOf } from '../forecast/pods';
import { textAt } from '../kubernetes-object/value';
import { podReferences } from '../references/pod-references';
import type { Kind, Rollout, WorkloadSides } from './kind';
import { still } from './rolling';
import { byAction } from './workload-replacement';

export const daemonSet: Kind = {
  noun: 'DaemonSet',
  types: ['kubernetes_daemon_set_v1', 'kubernetes_daemonset'],
  replacedBy: ['spec.selector'],
  replacement: {
    old: 'The pods of all nodes are deleted before new ones are created.',
    avoid: 'Keep the selector and put new labels into the pod template only.',
  },
  rollout: (sides) => withNodes(sides) ?? updated(sides),
  references: podReferences,
};

/** How many pods there are is how many nodes there are: the plan knows no node. */
function withNodes(sides: WorkloadSides): Rollout | undefined {
  const found = byAction(sides);
  if (found === undefined || sides.change?.action !== 'replace') return found;
  const gone = effect('outage', 'The pods of all nodes are deleted before new ones start.', ['action replace']);
  return { ...found, stops: true, starts: true, effects: [gone] };
}

function updated({ before, after, templateTrigger }: WorkloadSides): Rollout {
  const type = (side: typeof after): string => textAt(side, 'spec', 'updateStrategy', 'type') ?? 'RollingUpdate';
  const trigger =
    templateTrigger ?? (type(before) === 'OnDelete' && type(after) !== 'OnDelete' ? 'strategy > type' : undefined);
  if (trigger === undefined) return still;
  if (type(after) === 'OnDelete') {
    const waits = effect(
      'none',
      'OnDelete: no pod is exchanged until somebody deletes it.',
      ['strategy > type OnDelete'],
      [condition('a pod is deleted or its node restarts', 'reduced')],
    );
    return { ...still, effects: [waits] };
  }
  const surge =
    textAt(after, 'spec', 'updateStrategy', 'rollingUpdate', 'maxSurge') ?? String(daemonSetDefaults.maxSurge);
  const unavailable =
    textAt(after, 'spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable') ??
    String(daemonSetDefaults.maxUnavailable);
  const surges = !/^0+%?$/.test(surge);
  const taken = portsOf(podSpecOf(after)).find(({ hostPort }) => hostPort !== undefined);
  return {
    kind: 'rolling',
    trigger,
    bounds: null,
    stops: true,
    starts: true,
    effects: surges ? [] : [nodeByNode(unavailable)],
    ...(surges && taken !== undefined
      ? { blocked: `the new pod of a node needs host port ${taken.hostPort}, which the old one still holds` }
      : {}),
  };
}

function nodeByNode(unavailable: string): Effect {
  return effect(
    'unknown',
    `Each node is without its pod for a while, ${unavailable} at a time; what that means depends on the number of nodes.`,
    [`maxUnavailable ${unavailable}`, 'maxSurge 0'],
    [
      condition('clients reach the pods of any node, and not all nodes are taken at once', 'reduced'),
      condition('clients need the pod of their own node', 'outage'),
    ],
  );
}
