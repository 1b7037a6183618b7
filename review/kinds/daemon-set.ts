import { daemonSetDefaults } from '../../kubernetes/rollout';
import { condition, effect, type Effect } from '../forecast/effect';
import { podSpecOf, portsOf } from '../forecast/pods/pods';
import { holdsUnknown } from '../kubernetes-object/unknown';
import { textAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import { field } from '../plan/json';
import { podReferences } from '../references/pod-references';
import type { Kind, Rollout, WorkloadSides } from './kind';
import { narrowedPlacement } from './placement';
import { countless, isNothing, still } from './rolling';
import { byAction, goneTooSoon, waitsForPods } from './workload-replacement';

export const daemonSet: Kind = {
  noun: 'DaemonSet',
  types: ['kubernetes_daemon_set_v1', 'kubernetes_daemonset'],
  replacedBy: ['spec.selector'],
  replacement: {
    old: 'The pods of all nodes are deleted before new ones are created.',
    avoid: 'Keep the selector and put new labels into the pod template only.',
  },
  rollout: (sides) => withNodes(sides) ?? updated(sides),
  refuses,
  references: podReferences,
};

/** How many pods there are is how many nodes there are: the plan knows no node. */
function withNodes(sides: WorkloadSides): Rollout | undefined {
  const found = byAction(sides);
  if (found === undefined || sides.change?.action !== 'replace') return found;
  switch (sides.change.replaceOrder) {
    case 'old-kept':
      return found;
    case 'create-first':
      return { ...twoOnEachNode(sides.after), ...found, effects: waitsForPods(sides.after) ? [] : [goneTooSoon] };
    default: {
      const gone = effect('outage', 'The pods of all nodes are deleted before new ones start.', ['action replace']);
      return { ...found, stops: true, starts: true, effects: [gone] };
    }
  }
}

/** Where the new pod starts while the old one is still there, a port of the node is taken. */
function twoOnEachNode(after: Json | null): Pick<Rollout, 'blocked'> {
  const taken = portsOf(podSpecOf(after)).find(({ hostPort }) => hostPort !== undefined);
  return taken === undefined
    ? {}
    : { blocked: `the new pod of a node needs host port ${taken.hostPort}, which the old one still holds` };
}

function updated({ before, after, templateTrigger }: WorkloadSides): Rollout {
  const type = (side: typeof after): string => textAt(side, 'spec', 'updateStrategy', 'type') ?? 'RollingUpdate';
  const trigger =
    templateTrigger ?? (type(before) === 'OnDelete' && type(after) !== 'OnDelete' ? 'strategy > type' : undefined);
  if (trigger === undefined) return still;
  if (hidesStrategy(after)) return { ...countless('rolling', trigger, 'strategy'), effects: [strategyHidden] };
  const left = nodesLeft(podSpecOf(before), podSpecOf(after));
  if (type(after) === 'OnDelete') {
    const waits = effect(
      'none',
      'OnDelete: no pod is exchanged until somebody deletes it.',
      ['strategy > type OnDelete'],
      [condition('a pod is deleted or its node restarts', 'reduced')],
    );
    return { ...still, ...(left.length === 0 ? {} : leaving(trigger)), effects: [...left, waits] };
  }
  const [surge, unavailable] = [boundOf(after, 'maxSurge'), boundOf(after, 'maxUnavailable')];
  const surges = !isNothing(surge);
  return {
    kind: 'rolling',
    trigger,
    bounds: null,
    stops: true,
    starts: true,
    effects: surges ? left : [...left, nodeByNode(unavailable)],
    ...(surges ? twoOnEachNode(after) : {}),
  };
}

const leaving = (trigger: string): Pick<Rollout, 'kind' | 'trigger' | 'stops'> => ({
  kind: 'scaled',
  trigger,
  stops: true,
});

const strategyHidden = effect(
  'unknown',
  'Whether new pods start before the old ones stop is known only after apply (strategy).',
  ['strategy'],
);

/** Pods of nodes that the template fits no longer are deleted at once, whatever the strategy says. */
function nodesLeft(before: Json | undefined, after: Json | undefined): readonly Effect[] {
  const narrowed = narrowedPlacement(before, after);
  return narrowed === undefined
    ? []
    : [
        effect(
          'unknown',
          `The changed ${narrowed} may leave nodes out, and their pods are deleted at once; which those are is not in the plan.`,
          [narrowed],
          [condition('every node that runs a pod still fits', 'none')],
        ),
      ];
}

const hidesStrategy = (side: Json | null): boolean =>
  holdsUnknown(field(field(side ?? undefined, 'spec'), 'updateStrategy'));

const boundOf = (side: Json | null, key: keyof typeof daemonSetDefaults): string =>
  textAt(side, 'spec', 'updateStrategy', 'rollingUpdate', key) ?? String(daemonSetDefaults[key]);

/** Source: ValidateRollingUpdateDaemonSet in `pkg/apis/apps/validation/validation.go`. */
function refuses(object: Json): string | undefined {
  if (textAt(object, 'spec', 'updateStrategy', 'type') === 'OnDelete') return undefined;
  if (hidesStrategy(object)) return undefined;
  const [surge, unavailable] = [boundOf(object, 'maxSurge'), boundOf(object, 'maxUnavailable')];
  if (isNothing(surge) !== isNothing(unavailable)) return undefined;
  return isNothing(surge)
    ? 'maxSurge and maxUnavailable are both 0'
    : `one of maxSurge ${surge} and maxUnavailable ${unavailable} must be 0`;
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
