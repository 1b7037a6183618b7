import { isConfiguration } from '../../kinds/configuration';
import type { ReleaseObject } from '../../kubernetes-object';
import { quantityInBillionths } from '../../kubernetes-object/parsed';
import { flagAt, isUnknownAt, textAt } from '../../kubernetes-object/value';
import type { Json, Path } from '../../model';

/** Fields of each kind that Kubernetes lets nobody change in an object that exists; of a Service see fixed-address.ts. */

/**
 * Sources: ValidateStorageClassUpdate, ValidatePriorityClassUpdate, ValidateRuntimeClassUpdate, ValidateRoleBindingUpdate
 * and ValidateClusterRoleBindingUpdate in `pkg/apis`.
 */
export const fixedParts: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['StorageClass', new Set(['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'])],
  ['PriorityClass', new Set(['value', 'preemptionPolicy'])],
  ['RuntimeClass', new Set(['handler'])],
  ['RoleBinding', new Set(['roleRef'])],
  ['ClusterRoleBinding', new Set(['roleRef'])],
]);

/** Source: ValidatePersistentVolumeClaimUpdate in `pkg/apis/core/validation/validation.go`; what was empty the cluster may fill. */
const isFixedInClaim = (part: string, before: Json | null): boolean =>
  ['accessModes', 'selector', 'volumeMode', 'dataSource', 'dataSourceRef'].includes(part) ||
  (['storageClassName', 'volumeName'].includes(part) && textAt(before, 'spec', part) !== undefined);

function shrinks({ before, after }: ReleaseObject): boolean {
  const [was, is] = [before, after].map((side) =>
    quantityInBillionths(textAt(side, 'spec', 'resources', 'requests', 'storage') ?? ''),
  );
  return was !== undefined && is !== undefined && is < was;
}

/** Source: ValidateStatefulSetUpdate in `pkg/apis/apps/validation/validation.go`. */
const openInStatefulSet: ReadonlySet<string | number | undefined> = new Set([
  'replicas',
  'template',
  'updateStrategy',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
  'ordinals',
  'revisionHistoryLimit',
]);

/** Source: ValidateJobSpecUpdate in `pkg/apis/batch/validation/validation.go`; a suspended Job lets parts of its template change. */
const fixedInJob: ReadonlySet<string | number | undefined> = new Set([
  'template',
  'selector',
  'completionMode',
  'podFailurePolicy',
  'backoffLimitPerIndex',
  'managedBy',
]);

/** An indexed Job may have other completions where its parallelism is the same number. Source: validateCompletions there. */
const growsAlong = ({ before, after }: ReleaseObject): boolean =>
  textAt(before, 'spec', 'completionMode') === 'Indexed' &&
  (isUnknownAt(after, 'spec', 'parallelism') ||
    textAt(after, 'spec', 'completions') === (textAt(after, 'spec', 'parallelism') ?? '1'));

/** Source: ValidatePodUpdate in `pkg/apis/core/validation/validation.go`. */
const openInPod: ReadonlySet<string | number | undefined> = new Set([
  'activeDeadlineSeconds',
  'tolerations',
  'terminationGracePeriodSeconds',
  'schedulingGates',
]);

/** Source: ValidateConfigMapUpdate and ValidateSecretUpdate in `pkg/apis/core/validation/validation.go`. */
export function isFixed(object: ReleaseObject, [root, part, ...rest]: Path): boolean {
  const { kind, before } = object;
  if (isConfiguration(kind))
    return (kind === 'Secret' && root === 'type') || (root !== 'metadata' && flagAt(before, 'immutable') === true);
  if (fixedParts.has(kind)) return fixedParts.get(kind)?.has(String(root)) === true;
  if (root !== 'spec') return false;
  switch (kind) {
    case 'PersistentVolumeClaim':
      return part === 'resources' ? shrinks(object) : isFixedInClaim(String(part), before);
    case 'StatefulSet':
      return !openInStatefulSet.has(part);
    case 'Job':
      return (
        (fixedInJob.has(part) && flagAt(before, 'spec', 'suspend') !== true) ||
        (part === 'completions' && !growsAlong(object))
      );
    case 'Pod':
      return !openInPod.has(part) && rest.at(-1) !== 'image';
    default:
      return false;
  }
}
