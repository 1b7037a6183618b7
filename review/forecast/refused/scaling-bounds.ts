import type { ReleaseObject } from '../../kubernetes-object';
import { isUnknownAt, numberAt } from '../../kubernetes-object/value';

/** Source: validateHorizontalPodAutoscalerSpec in `pkg/apis/autoscaling/validation/validation.go`. */
export function scalingFault({ change, after }: ReleaseObject): string | undefined {
  const most = numberAt(after, 'spec', 'maxReplicas');
  if (change === undefined || most === undefined) return undefined;
  const least = numberAt(after, 'spec', 'minReplicas') ?? 1;
  if (most < 1) return `maxReplicas ${most} is less than 1`;
  if (least > most && !isUnknownAt(after, 'spec', 'minReplicas'))
    return `minReplicas ${least} is above maxReplicas ${most}`;
  return least < 0 ? `minReplicas ${least} is less than 0` : undefined;
}
