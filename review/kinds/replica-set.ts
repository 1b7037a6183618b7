import { condition, effect } from '../forecast/effect';
import { podReferences } from '../references/pod-references';
import type { Kind, Rollout, WorkloadSides } from './kind';
import { scaledOrStill } from './rolling';
import { byAction } from './workload-replacement';

const replacement = {
  old: 'The old object and its pods are deleted before the new ones are created.',
  avoid: 'Use a Deployment, which rolls.',
};

export const replicaSet: Kind = {
  noun: 'ReplicaSet',
  types: ['kubernetes_replica_set_v1', 'kubernetes_replica_set'],
  replacedBy: ['spec.selector'],
  replacement,
  rollout: (sides) => byAction(sides) ?? updated(sides),
  references: podReferences,
};

export const replicationController: Kind = {
  noun: 'ReplicationController',
  types: ['kubernetes_replication_controller_v1', 'kubernetes_replication_controller'],
  replacedBy: [],
  replacement,
  rollout: (sides) => byAction(sides) ?? updated(sides),
  references: podReferences,
};

/** Running pods keep the template they were made from: only new ones take another. */
function updated(sides: WorkloadSides): Rollout {
  const scaled = scaledOrStill(sides);
  if (sides.templateTrigger === undefined) return scaled;
  const told = effect(
    'none',
    'Running pods keep the old template; only pods made from now on take the new one.',
    [sides.templateTrigger],
    [condition('a pod is deleted or its node fails', 'reduced')],
  );
  return { ...scaled, effects: [...scaled.effects, told] };
}
