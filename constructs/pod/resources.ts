import type { DeploymentV1SpecTemplateSpecContainerResources } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { quantityOf } from '../../kubernetes/quantities';
import type { Mistake } from '../invalid-props';

export interface Resources {
  /** Processor share that the scheduler sets aside, for instance `100m`. */
  readonly cpu: string;
  /** Memory that the scheduler sets aside, and the limit at which the container is killed, for instance `128Mi`. */
  readonly memory: string;
  /** Most processor time a container may use. @default - none: a throttled server answers late though the node is idle */
  readonly cpuLimit?: string;
}

/** Memory requests and limits are equal: memory that was promised twice is taken from whoever uses it. */
export function resourcesOf({ cpu, memory, cpuLimit }: Resources): DeploymentV1SpecTemplateSpecContainerResources {
  return { requests: { cpu, memory }, limits: { ...(cpuLimit === undefined ? {} : { cpu: cpuLimit }), memory } };
}

export function resourceMistakes(resources: Resources): readonly (Mistake | false)[] {
  const quantity = (property: keyof Resources): Mistake | false => {
    const value = resources[property];
    const amount = value === undefined ? 1 : quantityOf(value);
    if (amount === undefined)
      return {
        property: `resources.${property}`,
        value,
        fix: 'is not a Kubernetes quantity; write for instance "100m" or "128Mi"',
      };
    if (amount <= 0) return { property: `resources.${property}`, value, fix: 'must be more than nothing' };
    if (property === 'memory' && amount < 1024 * 1024)
      return {
        property: `resources.${property}`,
        value,
        fix: `is ${amount} bytes in Kubernetes; did you mean "${parseInt(value ?? '', 10)}Mi"?`,
      };
    return false;
  };
  const limit = quantityOf(resources.cpuLimit ?? '');
  return [
    quantity('cpu'),
    quantity('memory'),
    quantity('cpuLimit'),
    limit !== undefined &&
      limit < (quantityOf(resources.cpu) ?? 0) && {
        property: 'resources.cpuLimit',
        value: resources.cpuLimit,
        fix: `is less than the request "${resources.cpu}"; make it equal or more`,
      },
  ];
}
