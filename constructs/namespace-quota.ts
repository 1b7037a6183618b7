import { ResourceQuotaV1 } from '@cdktf/provider-kubernetes/lib/resource-quota-v1';
import { Construct } from 'constructs';
import { bytesQuantity, cpuQuantity, quantityInBillionths } from '../kubernetes/quantities';
import { refuse } from './invalid-props';
import { labelsOf } from './pod/labels';
import { resourceMistakes, type Resources } from './pod/resources';

/** So many pods of one size at the same time. */
export interface Room extends Pick<Resources, 'cpu' | 'memory'> {
  readonly pods: number;
}

export interface NamespaceQuotaProps {
  /** An existing namespace. */
  readonly namespace: string;
  /** What has to fit at the worst moment, all of it together. */
  readonly room: readonly Room[];
  /** Volumes. */
  readonly claims: number;
}

/** A limit on what a namespace takes from the cluster, as the sum of what has to fit. */
export class NamespaceQuota extends Construct {
  readonly quota: ResourceQuotaV1;

  constructor(scope: Construct, id: string, { namespace, room, claims }: NamespaceQuotaProps) {
    super(scope, id);
    refuse(this, room.flatMap(resourceMistakes));
    const sum = (resource: 'cpu' | 'memory'): bigint =>
      room.reduce((total, one) => total + BigInt(one.pods) * (quantityInBillionths(one[resource]) ?? 0n), 0n);
    const memory = bytesQuantity(sum('memory'));
    this.quota = new ResourceQuotaV1(this, 'Default', {
      metadata: { name: id, namespace, labels: labelsOf(id) },
      spec: {
        hard: {
          pods: String(room.reduce((total, { pods }) => total + pods, 0)),
          'requests.cpu': cpuQuantity(sum('cpu')),
          'requests.memory': memory,
          'limits.memory': memory,
          persistentvolumeclaims: String(claims),
        },
      },
    });
  }
}

/**
 * Pods of a Deployment at the worst moment of a rollout. Pods that are ending count until they are gone, so while every
 * old one still drains there may be all old ones, all new ones and the surge.
 */
export function podsWhileRolling(replicas: number, surge = 1): number {
  return 2 * replicas + surge;
}
