import type { ReleaseObject } from '../../kubernetes-object';
import { isManifest } from '../../kubernetes-object/types';
import { holdsUnknown } from '../../kubernetes-object/unknown';
import { at, flagAt, textAt } from '../../kubernetes-object/value';
import { isConfiguration } from '../../kinds/configuration';
import type { Json, Path } from '../../model';
import { oncePer } from '../../once';
import { field, isList } from '../../plan/json';
import { dataPatches } from '../patches/patch';
import { fixedAddress } from './fixed-address';
import { fixedParts, isFixed } from './fixed-fields';
import { meetsItself } from './own-name';
import { scalingFault } from './scaling-bounds';

/**
 * What Kubernetes lets nobody change in an object that exists. The typed resources of the provider replace the object then
 * or do not send the field; a manifest sends what is written, and is refused as a whole.
 */
export const immutableFault = (object: ReleaseObject): string | undefined =>
  isSentAnew(object) ? faultOf(object) : undefined;

/** Every rule asks of every object, most of which are none of these. */
const isSentAnew = ({ type, change }: ReleaseObject): boolean => change?.action === 'update' && isManifest(type);

const faultOf = oncePer((object: ReleaseObject): string | undefined => {
  const label = object.kind === 'Service' ? addressOf(object) : fixedIn(object)?.label;
  const verb =
    object.kind === 'PersistentVolumeClaim' && fixedIn(object)?.path[1] === 'resources' ? 'shrink' : 'change';
  return label === undefined ? undefined : `${label} of a ${object.kind} that exists cannot ${verb}`;
});

const fixedIn = (object: ReleaseObject): SentChange | undefined =>
  sentChanges(object).find(({ path, certain }) => certain && isFixed(object, path));

const addressOf = ({ change, before, after }: ReleaseObject): string | undefined =>
  fixedAddress(field(change?.raw.before, 'object') ?? null, before, after);

/** A ConfigMap or Secret that keeps its data whatever the manifest says. */
export const keepsItsData = (object: ReleaseObject): boolean =>
  isConfiguration(object.kind) &&
  (meetsItself(object) || (isImmutable(object) && (sendsData(object) || patchesData(object))));

const isImmutable = ({ before }: ReleaseObject): boolean => flagAt(before, 'immutable') === true;
const sendsData = (object: ReleaseObject): boolean => sentChanges(object).some(({ path }) => path[0] !== 'metadata');
const patchesData = ({ type, before, after }: ReleaseObject): boolean =>
  dataPatches.has(type) && JSON.stringify(at(before, 'data')) !== JSON.stringify(at(after, 'data'));

/** Kinds with a forecast of their own, and one that is asked for again and again under the name of its account. */
const tellsItself: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Pod',
  'Job',
  'CronJob',
  'TokenRequest',
]);

/** What a workload becomes that is refused, its own forecast tells; of what else stands in the cluster nothing moves. */
const runsNoPods = (kind: string): boolean =>
  isConfiguration(kind) || kind === 'Service' || kind === 'PersistentVolumeClaim' || fixedParts.has(kind);

/** Why an object that runs no pods stays as it is, though its plan changes it. */
export function staysBecause(object: ReleaseObject): string | undefined {
  if (meetsItself(object) && !tellsItself.has(object.kind))
    return 'the new one is created first and has the name of the old one';
  if (object.kind === 'HorizontalPodAutoscaler') return scalingFault(object);
  if (object.kind === 'IngressClass') return classFault(object);
  if (keepsItsData(object)) return 'it is immutable';
  return runsNoPods(object.kind) ? immutableFault(object) : undefined;
}

/** The typed resource sends it too. Source: ValidateIngressClassUpdate in `pkg/apis/networking/validation/validation.go`. */
function classFault({ change, before, after }: ReleaseObject): string | undefined {
  const [was, is] = [textAt(before, 'spec', 'controller'), textAt(after, 'spec', 'controller')];
  return change?.action === 'update' && is !== undefined && was !== is
    ? 'controller of an IngressClass that exists cannot change'
    : undefined;
}

interface SentChange {
  /** Within the manifest. */
  readonly path: Path;
  readonly label: string;
  /** What is known only after apply may be what the cluster has already. */
  readonly certain: boolean;
}

/** What the API server fills in where one of these fields is left out. */
const defaults: ReadonlySet<Json | undefined> = new Set([
  'OrderedReady',
  'NonIndexed',
  'Opaque',
  'Delete',
  'Immediate',
  'Filesystem',
  'PreemptLowerPriority',
  'rbac.authorization.k8s.io',
]);

/** Writing down what the cluster has already, or leaving a default out, changes nothing. */
function sentChanges(object: ReleaseObject): readonly SentChange[] {
  const { change, before, after } = object;
  if (change === undefined || !isSentAnew(object)) return [];
  const live = field(change.raw.before, 'object');
  return change.differences.flatMap(({ path, label }) => {
    const within = path.slice(1);
    const is = follow(after, within) ?? undefined;
    const was = follow(before, within);
    // A kubectl_manifest does not show what the cluster has: a default that is written down is taken for it.
    const isLive = live === undefined ? was === undefined && defaults.has(is) : same(follow(live, within), is ?? null);
    const stays = is === undefined ? defaults.has(was) : isLive;
    return path[0] !== 'manifest' || stays ? [] : [{ path: within, label, certain: !holdsUnknown(is) }];
  });
}

const same = (one: Json | undefined, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);

function follow(value: Json | null | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (node, step) => (typeof step === 'number' ? (isList(node) ? node[step] : undefined) : field(node, step)),
    value ?? undefined,
  );
}
