import { scalingBounds, statefulBounds, statefulMaxUnavailable, statefulPodsRolled } from '../../kubernetes/rollout';
import { condition, effect, type Effect } from '../forecast/effect';
import { overRange } from '../forecast/numbers/over-range';
import { at, flagAt, isUnknownAt, listAt, numberAt, textAt } from '../kubernetes-object/value';
import type { Change, Json } from '../model';
import { convert } from '../kubernetes-object/convert';
import { isManifest } from '../kubernetes-object/types';
import { field, isObject } from '../plan/json';
import { podReferences } from '../references/pod-references';
import { presence } from '../references/pod-references';
import type { Kind, Range, Replacement, Rollout, WorkloadSides } from './kind';
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
      'Leave the field as it is and grow volumes on their claims; or delete the set alone (kubectl delete statefulset NAME --cascade=orphan) and plan again: the new set takes over the pods.',
  },
  replacementOf: endingOf,
  // A pod of the same name starts when the old one has gone, however quick it is.
  rollout: (sides) => byAction(sides, keepsName(sides.before, sides.after) ? [] : [quickStart]) ?? updated(sides),
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
  const staged =
    sides.templateTrigger === undefined && scaled.kind === 'none' ? { unless: 'no update was waiting for this' } : {};
  return { ...rolling({ ...sides, podsBefore: sides.podsBefore, podsAfter: sides.podsAfter }, trigger), ...staged };
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

const isKnown = ({ low, high }: Range): boolean => low === high;

type Known = WorkloadSides & {
  readonly podsBefore: NonNullable<WorkloadSides['podsBefore']>;
  readonly podsAfter: NonNullable<WorkloadSides['podsAfter']>;
};

function rolling({ before, after, podsBefore, podsAfter, templateTrigger }: Known, trigger: string): Rollout {
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
  const rolled = rolledOf(podsBefore.high, podsAfter.high);
  const rolls = rolled > 0;
  const lasting = isKnown(podsBefore) && isKnown(podsAfter) ? Math.min(podsBefore.high, podsAfter.high) : undefined;
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
    ...(rolls && lasting !== undefined && rolled < lasting ? { podsRolled: rolled } : {}),
    ...(partition > 0 || held < podsBefore.high ? { partial: true } : {}),
    stops: rolls || podsAfter.low < podsBefore.high,
    starts: rolls || podsAfter.high > podsBefore.low,
    effects: [
      ...numberEffects(found, fields, podsAfter.high === 0 ? [] : several),
      ...(rolls
        ? lasting === undefined
          ? []
          : partitionEffects(partition, lasting, Math.min(held, lasting))
        : [
            effect('none', `Partition ${partition}: no running pod takes the new template.`, [
              'update strategy > partition',
            ]),
          ]),
    ],
  };
}

/** Which of the pods that stay from before to after are left as they are: those below the partition, and those from `held` on. */
function partitionEffects(partition: number, lasting: number, held: number): readonly Effect[] {
  const told = (count: number, where: string, state: string): readonly Effect[] =>
    count === 0
      ? []
      : [
          effect('none', `${count} ${count === 1 ? `pod ${where} keeps` : `pods ${where} keep`} ${state}.`, [
            'update strategy > partition',
          ]),
        ];
  return [
    ...told(Math.min(partition, lasting), `below partition ${partition}`, 'the old version'),
    ...told(lasting - held, `from the old partition ${held} on`, 'the version that the partition let through before'),
  ];
}

const keepsName = (before: Json | null, after: Json | null): boolean =>
  ['name', 'namespace'].every((key) => textAt(before, 'metadata', key) === textAt(after, 'metadata', key));

/** Claims are named after their template, the set and the number of the pod. */
export function keepsClaims(before: Json | null, after: Json | null): boolean {
  const templates = (side: Json | null): string =>
    JSON.stringify(claimTemplates(side).map((template) => textAt(template, 'metadata', 'name') ?? null));
  return keepsName(before, after) && templates(before) === templates(after);
}

const keepsSelector = (before: Json | null, after: Json | null): boolean =>
  JSON.stringify(at(before, 'spec', 'selector')) === JSON.stringify(at(after, 'spec', 'selector'));

const claimTemplates = (side: Json | null): readonly Json[] => listAt(side, 'spec', 'volumeClaimTemplates');

/** What becomes of the claims stands in the plan. */
function endingOf({ type, raw }: Change): Partial<Replacement> {
  const [before, after] = [raw.before, raw.after].map((side) =>
    isManifest(type) ? (field(side, 'manifest') ?? null) : isObject(side) ? convert(side) : null,
  ) as [Json | null, Json | null];
  const gone = 'The old StatefulSet and its pods are deleted';
  if (claimTemplates(before).length === 0) return { old: `${gone} before the new ones are created.` };
  if (textAt(before, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete')
    return {
      old: `${gone}, and its claims with their data with them, as its persistentVolumeClaimRetentionPolicy says.`,
      avoid: 'Set persistent_volume_claim_retention_policy.when_deleted to Retain in a release of its own first.',
    };
  if (keepsClaims(before, after))
    return {
      old: `${gone}; its claims stay, and the new pods take them over by name.`,
      ...(keepsSelector(before, after)
        ? {}
        : { avoid: 'Keep the selector: a set takes over no pods that it does not select.' }),
    };
  return {
    old: `${gone}; its claims stay behind, and the new pods start with new, empty ones: a claim is named after its template and the set.`,
    avoid:
      'Keep the names; or make the new set beside the old one, copy the data, move users over, and delete the old one later.',
  };
}
