import { condition, effect } from '../forecast/effect';
import { podReferences } from '../references/pod-references';
import type { Kind, Rollout, WorkloadSides } from './kind';
import { still } from './rolling';
import { byAction } from './workload-replacement';

export const pod: Kind = {
  noun: 'Pod',
  types: ['kubernetes_pod_v1', 'kubernetes_pod'],
  replacedBy: ['spec (everything but images and activeDeadlineSeconds)'],
  replacement: {
    old: 'The pod is deleted before the new one is created; what it kept in emptyDir volumes is lost.',
    avoid: 'Use a Deployment, which starts the new pod first.',
  },
  rollout: (sides) => byAction(sides) ?? updated(sides),
  references: podReferences,
};

/** Only images can change in place: the kubelet then restarts the container. */
function updated({ change }: WorkloadSides): Rollout {
  const image = change?.differences.find(({ path }) => path.includes('image'));
  const bounds = { lowestAvailable: 1, highestRunning: 1, highestWithTerminating: 1 };
  if (image === undefined) return { ...still, bounds };
  const restart = effect(
    'outage',
    'The container is restarted in place, and there is no other pod.',
    [image.label],
    [condition('other pods answer for it', 'reduced')],
  );
  return {
    kind: 'recreate',
    trigger: image.label,
    bounds: { ...bounds, lowestAvailable: 0 },
    stops: true,
    starts: true,
    effects: [restart],
  };
}
