import { deploymentDefaults, fenceposts, rollingBounds } from '../../kubernetes/rollout';
import { condition, effect } from '../forecast/effect';
import { overRange } from '../forecast/numbers/over-range';
import { flagAt, isUnknownAt, numberAt, textAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import { podReferences } from '../references/pod-references';
import type { Kind, Rollout, WorkloadSides } from './kind';
import { allAtOnce, countless, isNothing, numberEffects, quickStart, scaledOrStill } from './rolling';
import { byAction } from './workload-replacement';

export const deployment: Kind = {
  noun: 'Deployment',
  types: ['kubernetes_deployment_v1', 'kubernetes_deployment'],
  replacedBy: ['spec.selector'],
  replacement: {
    old: 'The old Deployment and all its pods are deleted before the new ones are created.',
    avoid:
      'Keep the selector and put new labels into the pod template only, or add a second Deployment beside it and move the Service over.',
  },
  rollout: (sides) => byAction(sides) ?? updated(sides),
  refuses,
  references: podReferences,
};

function updated(sides: WorkloadSides): Rollout {
  const { before, after } = sides;
  const scaled = scaledOrStill(sides);
  const trigger = sides.templateTrigger ?? resumed(before, after);
  if (trigger === undefined) return scaled;
  if (flagAt(after, 'spec', 'paused') === true) return { ...scaled, ...paused(after) };
  if (isUnknownAt(after, 'spec', 'strategy') || isUnknownAt(after, 'spec', 'strategy', 'type'))
    return countless('rolling', trigger, 'strategy');
  const maybe =
    sides.templateTrigger === undefined && scaled.kind === 'none'
      ? { unless: 'nothing was changed while it was paused' }
      : {};
  if (textAt(after, 'spec', 'strategy', 'type') === 'Recreate') {
    const quick = condition(
      'every new pod is ready before the old ones have stopped serving, which Recreate does not wait for',
      'errors-possible',
    );
    return { ...allAtOnce(sides, 'recreate', trigger, ['strategy > type Recreate', trigger], [quick]), ...maybe };
  }
  return { ...rolling(sides, trigger), ...maybe };
}

/** Resuming rolls out whatever was changed in the meantime; a plan does not show whether anything was. */
const resumed = (before: Json | null, after: Json | null): string | undefined =>
  flagAt(before, 'spec', 'paused') === true && flagAt(after, 'spec', 'paused') !== true ? 'paused lifted' : undefined;

function paused(after: Json | null): Partial<Rollout> {
  const told = effect('none', 'The rollout is paused: pods keep the old template until it is resumed.', ['paused']);
  const waits = flagAt(after, 'waitForRollout') ?? true;
  return {
    effects: [told],
    ...(waits ? { blocked: 'the Deployment is paused, and Terraform waits for a rollout that does not start' } : {}),
  };
}

function rolling(sides: WorkloadSides, trigger: string): Rollout {
  const { after, podsBefore, podsAfter } = sides;
  if (podsBefore === null || podsAfter === null) return countless('rolling', trigger, 'replicas');
  const [surge, unavailable] = [boundOf(after, 'maxSurge'), boundOf(after, 'maxUnavailable')];
  const fields = [`replicas ${sayRange(podsAfter)}`, `maxSurge ${surge}`, `maxUnavailable ${unavailable}`];
  const hidden = (['maxSurge', 'maxUnavailable'] as const).find((key) =>
    isUnknownAt(after, 'spec', 'strategy', 'rollingUpdate', key),
  );
  const posts = fenceposts(surge, unavailable, podsAfter.high);
  if (posts === undefined || hidden !== undefined)
    return countless('rolling', trigger, hidden ?? 'strategy > rollingUpdate');
  const unchanged = podsBefore.low === podsAfter.low && podsBefore.high === podsAfter.high;
  const found = overRange(podsBefore, podsAfter, unchanged, (from, to) =>
    rollingBounds(from, to, fenceposts(surge, unavailable, to) ?? posts),
  );
  return {
    kind: podsAfter.high === 0 ? 'stopped' : podsBefore.high === 0 ? 'scaled' : 'rolling',
    trigger,
    bounds: found.bounds,
    stops: podsBefore.high > 0,
    starts: podsAfter.high > 0,
    effects: numberEffects(found, fields, podsAfter.high === 0 ? [] : [quickStart]),
  };
}

/** How many pods of a Deployment may be too many or too few while it rolls. */
export const boundOf = (side: Json | null, key: 'maxSurge' | 'maxUnavailable'): string =>
  textAt(side, 'spec', 'strategy', 'rollingUpdate', key) ?? deploymentDefaults[key];

/** Source: ValidateDeploymentSpec and ValidateRollingUpdateDeployment in `pkg/apis/apps/validation/validation.go`. */
function refuses(object: Json): string | undefined {
  const rolls = (textAt(object, 'spec', 'strategy', 'type') ?? 'RollingUpdate') === 'RollingUpdate';
  if (rolls && isNothing(boundOf(object, 'maxSurge')) && isNothing(boundOf(object, 'maxUnavailable')))
    return 'maxSurge and maxUnavailable are both 0';
  const least = numberAt(object, 'spec', 'minReadySeconds') ?? 0;
  const most = numberAt(object, 'spec', 'progressDeadlineSeconds') ?? 600;
  return most > least || isUnknownAt(object, 'spec', 'progressDeadlineSeconds')
    ? undefined
    : `progressDeadlineSeconds ${most} is not above minReadySeconds ${least}`;
}

const sayRange = ({ low, high }: { low: number; high: number }): string =>
  low === high ? String(low) : `${low} to ${high}`;
