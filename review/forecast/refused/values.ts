import type { ReleaseObject } from '../../kubernetes-object';
import { isManifest } from '../../kubernetes-object/types';
import { at, listAt, numberAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { field } from '../../plan/json';
import { allContainers, podSpecOf } from '../pods/pods';

/** A value that no workload of the API may have, whatever else it says. */
export const valueFault = (object: ReleaseObject, after: Json): string | undefined =>
  replicasFault(after) ?? boundFault(after) ?? imageFault(object, after);

/** Source: the type of replicas in apps/v1, and ValidateNonnegativeField in `pkg/apis/apps/validation/validation.go`. */
const mostReplicas = 2 ** 31 - 1;
const isCount = (number: number): boolean => Number.isInteger(number) && number >= 0 && number <= mostReplicas;

function replicasFault(workload: Json): string | undefined {
  const replicas = numberAt(workload, 'spec', 'replicas');
  return replicas === undefined || isCount(replicas)
    ? undefined
    : `replicas ${replicas} is no whole number from 0 to ${mostReplicas}`;
}

/** How many pods run where the object asks for what is refused: as many as are nearest to it. */
export const nearestCount = (replicas: number): number => Math.min(Math.max(Math.trunc(replicas), 0), mostReplicas);

/** Source: ValidatePositiveIntOrPercent and IsNotMoreThan100Percent in `pkg/apis/apps/validation/validation.go`. */
function boundFault(workload: Json): string | undefined {
  for (const strategy of ['strategy', 'updateStrategy']) {
    if ((textAt(workload, 'spec', strategy, 'type') ?? 'RollingUpdate') !== 'RollingUpdate') continue;
    for (const bound of ['maxSurge', 'maxUnavailable']) {
      const value = textAt(workload, 'spec', strategy, 'rollingUpdate', bound);
      if (value === undefined) continue;
      if (!/^\d+%?$/.test(value)) return `${bound} ${value} is neither a number of pods nor a percentage`;
      if (bound === 'maxUnavailable' && value.endsWith('%') && Number(value.slice(0, -1)) > 100)
        return `${bound} ${value} is more than 100%`;
    }
  }
  return undefined;
}

/** Source: validateContainers in `pkg/apis/core/validation/validation.go`. */
function imageFault({ type, change }: ReleaseObject, after: Json): string | undefined {
  const bare = isManifest(type)
    ? // What a manifest leaves out another may have set.
      allContainers(podSpecOf(after)).find((container) => field(container, 'image') === '')
    : blocksOf(change?.raw.after).find((container) => ['', null].includes(field(container, 'image') as string | null));
  return bare === undefined ? undefined : `container ${textAt(bare, 'name') ?? ''} has no image`;
}

/** Containers as the provider writes them: in Kubernetes' shape what is empty is left out, as is what is known only after apply. */
function blocksOf(values: Json | undefined): readonly Json[] {
  const pod = at(values, 'spec', 0, 'template', 0, 'spec', 0) ?? at(values, 'spec', 0);
  return [...listAt(pod, 'container'), ...listAt(pod, 'init_container')];
}
