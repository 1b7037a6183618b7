import { scalingBounds, statefulBounds, statefulMaxUnavailable, statefulPodsRolled } from '../../kubernetes/rollout';
import { condition, effect } from '../forecast/effect';
import { overRange } from '../forecast/numbers';
import { at, flagAt, isUnknownAt, numberAt, textAt } from '../kubernetes-object/value';
import type { Condition, Json } from '../model';
import { podReferences } from '../references/pod-references';
import { presence } from '../references/pod-references';
import type { Kind, Rollout, WorkloadSides } from './kind';
import { countless, numberEffects, quickStart, scaledOrStill } from './rolling';
import { byAction } from './workload-replacement';

export const statefulSet: Kind = {
  noun: 'StatefulSet',
  types: ['kubernetes_stateful_set_v1', 'kubernetes_stateful_set'],
  replacedBy: [
    'spec.selector',
    'spec.serviceName',
    'spec.volumeClaimTemplates',
    'spec.podManagementPolicy',
    'spec.revisionHistoryLimit',
  ],
  replacement: {
    old: 'The old StatefulSet and its pods are deleted; its claims stay unless persistentVolumeClaimRetentionPolicy says Delete, and the new pods take them over by name.',
    avoid:
      'Leave the field as it is; grow volumes on their claims, or delete the StatefulSet with --cascade=orphan first and import the new one.',
  },
  rollout: (sides) => byAction(sides) ?? updated(sides),
  references: (object) => [
    ...podReferences(object),
    ...presence('Service', textAt(object, 'spec', 'serviceName'), 'service name', true),
  ],
};

function updated(sides: WorkloadSides): Rollout {
  const { before, after } = sides;
  const scaled = scaledOrStill(sides);
  const onDelete = typeOf(after) === 'OnDelete';
  const trigger = sides.templateTrigger ?? unlocked(before, after);
  if (trigger === undefined) return scaled;
  if (
    isUnknownAt(after, 'spec', 'updateStrategy', 'type') ||
    isUnknownAt(after, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')
  )
    return countless('rolling', trigger, 'updateStrategy');
  if (onDelete) return { ...scaled, effects: [...scaled.effects, waitsForDeletion], ...notWaitable(after) };
  if (sides.podsBefore === null || sides.podsAfter === null) return countless('rolling', trigger, 'replicas');
  const staged = sides.templateTrigger === undefined ? [condition('no update was waiting for this', 'none')] : [];
  return rolling({ ...sides, podsBefore: sides.podsBefore, podsAfter: sides.podsAfter }, trigger, staged);
}

const typeOf = (side: Json | null): string => textAt(side, 'spec', 'updateStrategy', 'type') ?? 'RollingUpdate';
const partitionOf = (side: Json | null): number =>
  numberAt(side, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;

/** What lets an update go on that was held back before: pods roll though their template stays. */
function unlocked(before: Json | null, after: Json | null): string | undefined {
  if (typeOf(after) !== 'RollingUpdate') return undefined;
  if (typeOf(before) === 'OnDelete') return 'update strategy > type';
  return partitionOf(after) < partitionOf(before) ? 'update strategy > partition' : undefined;
}

const waitsForDeletion = effect(
  'none',
  'OnDelete: no pod is exchanged until somebody deletes it; the new template waits.',
  ['update strategy > type OnDelete'],
  [condition('a pod is deleted or its node fails', 'reduced')],
);

function notWaitable(after: Json | null): { readonly blocked?: string } {
  return flagAt(after, 'waitForRollout') === false || at(after, 'waitForRollout') === undefined
    ? {}
    : { blocked: 'Terraform cannot wait for a rollout with OnDelete: set wait_for_rollout to false' };
}

type Known = WorkloadSides & {
  readonly podsBefore: NonNullable<WorkloadSides['podsBefore']>;
  readonly podsAfter: NonNullable<WorkloadSides['podsAfter']>;
};

function rolling(
  { before, after, podsBefore, podsAfter, templateTrigger }: Known,
  trigger: string,
  staged: readonly Condition[],
): Rollout {
  const partition = partitionOf(after);
  const given = textAt(after, 'spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable') ?? 1;
  const unavailable = statefulMaxUnavailable(given, podsAfter.high);
  if (unavailable === undefined) return countless('rolling', trigger, 'update strategy > maxUnavailable');
  // Without a new template only what the old partition held back can move.
  const held =
    templateTrigger === undefined && typeOf(before) !== 'OnDelete' ? partitionOf(before) : Number.POSITIVE_INFINITY;
  const rolledOf = (from: number, to: number): number =>
    statefulPodsRolled({ before: Math.min(from, held), after: to, partition, maxUnavailable: unavailable });
  const unchanged = podsBefore.low === podsAfter.low && podsBefore.high === podsAfter.high;
  const found = overRange(podsBefore, podsAfter, unchanged, (from, to) =>
    rolledOf(from, to) === 0
      ? scalingBounds(from, to)
      : statefulBounds({
          before: from,
          after: to,
          partition,
          maxUnavailable: Math.min(statefulMaxUnavailable(given, to) ?? 1, rolledOf(from, to)),
        }),
  );
  const rolls = rolledOf(podsBefore.high, podsAfter.high) > 0;
  const scales = !unchanged;
  const fields = [
    `replicas ${podsAfter.high}`,
    `partition ${partition}`,
    'a StatefulSet stops a pod before it starts its successor',
  ];
  const several =
    unavailable > 1
      ? [condition('the cluster has not the feature MaxUnavailableStatefulSet: one pod at a time', 'reduced')]
      : [];
  return {
    kind: podsAfter.high === 0 ? 'stopped' : rolls ? 'rolling' : scales ? 'scaled' : 'none',
    trigger,
    bounds: found.bounds,
    stops: rolls || podsAfter.low < podsBefore.high,
    starts: rolls || podsAfter.high > podsBefore.low,
    effects: [
      ...numberEffects(found, fields, podsAfter.high === 0 ? staged : [...staged, ...several, quickStart]),
      ...(rolls
        ? []
        : [
            effect('none', `Partition ${partition}: no running pod takes the new template.`, [
              'update strategy > partition',
            ]),
          ]),
    ],
  };
}
