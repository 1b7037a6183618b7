import type { ReleaseObject } from '../kubernetes-object';
import { holdsUnknown } from '../kubernetes-object/unknown';
import { flagAt } from '../kubernetes-object/value';
import type { Json, Path } from '../model';
import { field, isList } from '../plan/json';

/**
 * What Kubernetes lets nobody change in an object that exists. The typed resources of the provider replace the object then
 * or do not send the field; a kubernetes_manifest sends what is written, and is refused as a whole.
 */
export function immutableFault(object: ReleaseObject): string | undefined {
  const label = sentChanges(object).find(({ path }) => isFixed(object, path))?.label;
  return label === undefined ? undefined : `${label} of a ${object.kind} that exists cannot change`;
}

/** A ConfigMap or Secret that keeps its data whatever the manifest says. */
export const keepsItsData = (object: ReleaseObject): boolean =>
  flagAt(object.before, 'immutable') === true && sentChanges(object).some(({ path }) => path[0] !== 'metadata');

interface SentChange {
  /** Within the manifest. */
  readonly path: Path;
  readonly label: string;
}

/** What the API server fills in where podManagementPolicy or completionMode is left out. */
const defaults: ReadonlySet<Json | undefined> = new Set(['OrderedReady', 'NonIndexed']);

/** Writing down what the cluster has already, or leaving a default out, changes nothing; what is known only after apply may not either. */
function sentChanges({ type, change, before, after }: ReleaseObject): readonly SentChange[] {
  if (type !== 'kubernetes_manifest' || change?.action !== 'update') return [];
  const live = field(change.raw.before, 'object');
  return change.differences.flatMap(({ path, label }) => {
    const within = path.slice(1);
    const is = follow(after, within);
    const stays = is === undefined ? defaults.has(follow(before, within)) : same(follow(live, within), is);
    return path[0] !== 'manifest' || holdsUnknown(is) || stays ? [] : [{ path: within, label }];
  });
}

const same = (one: Json | undefined, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);

function follow(value: Json | null | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (node, step) => (typeof step === 'number' ? (isList(node) ? node[step] : undefined) : field(node, step)),
    value ?? undefined,
  );
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

/** Source: ValidatePodUpdate in `pkg/apis/core/validation/validation.go`. */
const openInPod: ReadonlySet<string | number | undefined> = new Set([
  'activeDeadlineSeconds',
  'tolerations',
  'terminationGracePeriodSeconds',
  'schedulingGates',
]);

function isFixed({ kind, before }: ReleaseObject, [root, part, ...rest]: Path): boolean {
  if (root !== 'spec') return false;
  switch (kind) {
    case 'StatefulSet':
      return !openInStatefulSet.has(part);
    case 'Job':
      return fixedInJob.has(part) && flagAt(before, 'spec', 'suspend') !== true;
    case 'Pod':
      return !openInPod.has(part) && rest.at(-1) !== 'image';
    default:
      return false;
  }
}
