import { selects, type Selector } from '../../../kubernetes/selectors';
import { quantityInBillionths } from '../../kubernetes-object/parsed';
import { holdsUnknown } from '../../kubernetes-object/unknown';
import { isManifest } from '../../kubernetes-object/types';
import { at, entriesAt, isUnknownAt, listAt, numberAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { oncePer } from '../../once';
import { field } from '../../plan/json';
import { immutableFault } from './immutable';
import { allContainers } from '../pods/pods';
import { valueFault } from './values';
import type { Subject } from '../subject';
import { selectorAt } from '../world';

/** What the API server refuses as a whole, so that nothing of it comes to pass. */
export const refusalOf = oncePer((subject: Subject): string | undefined => {
  if (subject.after === null) return undefined;
  const fault =
    selectorFault(subject) ??
    immutableFault(subject.object) ??
    valueFault(subject.object, subject.after) ??
    subject.kind.refuses?.(subject.after) ??
    restartFault(subject) ??
    (checksItsPods(subject) ? podFault(subject) : undefined);
  return fault === undefined ? undefined : `Kubernetes refuses it: ${fault}`;
});

/** What it takes, though it will refuse every pod made from it. */
export function podRefusalOf(subject: Subject): string | undefined {
  const fault = checksItsPods(subject) ? undefined : podFault(subject);
  return fault === undefined ? undefined : `Kubernetes refuses its pods: ${fault}`;
}

/**
 * The pods of a StatefulSet are checked one by one when they are made: its template alone says nothing of the volumes that
 * come from claims. Source: ValidatePodTemplateSpecForStatefulSet in `pkg/apis/apps/validation/validation.go`.
 */
const checksItsPods = ({ object }: Subject): boolean => object.kind !== 'StatefulSet';

function selectorFault({ before, after, labelsAfter, object }: Subject): string | undefined {
  // What is known only after apply may well be right.
  if (['selector', 'template'].some((part) => hidesLabels(after, part))) return undefined;
  if (object.change?.action === 'update' && withFixedSelector.has(object.kind) && !sameSelector(before, after))
    return 'the selector of an object that exists cannot change';
  const selector = selectorAt(after, 'spec', 'selector');
  const hasSelector = Object.keys(selector.matchLabels).length + selector.matchExpressions.length > 0;
  return object.kind !== 'Job' && hasSelector && Object.keys(labelsAfter).length > 0 && !selects(selector, labelsAfter)
    ? 'its selector does not match the labels of its own pods'
    : undefined;
}

function hidesLabels(side: Json | null, part: string): boolean {
  if (isUnknownAt(side, 'spec', part)) return true;
  const found = field(field(side ?? undefined, 'spec'), part);
  return holdsUnknown(part === 'selector' ? found : field(field(found, 'metadata'), 'labels'));
}

/** Source: the validation of updates in `pkg/apis/apps/validation/validation.go`. */
const withFixedSelector: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);
const sameSelector = (before: Json | null, after: Json | null): boolean =>
  at(before, 'spec', 'selector') === at(after, 'spec', 'selector') ||
  JSON.stringify(sorted(selectorAt(before, 'spec', 'selector'))) ===
    JSON.stringify(sorted(selectorAt(after, 'spec', 'selector')));
const sorted = ({ matchLabels, matchExpressions }: Selector): unknown => [
  Object.entries(matchLabels).sort(),
  matchExpressions.map((one) => JSON.stringify(one)).sort(),
];

/** Source: ValidateJobSpec in `pkg/apis/batch/validation/validation.go`. */
const ending: ReadonlySet<string> = new Set(['Job', 'CronJob']);
/** Source: the validation of each of these kinds in `pkg/apis/apps/validation/validation.go`. */
const alwaysRestarting: ReadonlySet<string> = new Set([...withFixedSelector, 'ReplicationController']);

function restartFault({ object, podAfter }: Subject): string | undefined {
  const given = textAt(podAfter, 'restartPolicy');
  if (ending.has(object.kind)) {
    // What an existing object leaves out another may have set, and the provider always writes it down.
    const isLeftOut = given === undefined && isManifest(object.type) && object.change?.action === 'create';
    return (given === 'Always' || isLeftOut) && !isUnknownAt(podAfter, 'restartPolicy')
      ? `the pods of a ${object.kind} restart never or on failure, and restartPolicy is ${given ?? 'Always where it is left out'}`
      : undefined;
  }
  if (!alwaysRestarting.has(object.kind)) return undefined;
  if ((numberAt(podAfter, 'activeDeadlineSeconds') ?? 0) > 0)
    return `the pods of a ${object.kind} run without end, and activeDeadlineSeconds is ${textAt(podAfter, 'activeDeadlineSeconds')}`;
  const policy = given ?? 'Always';
  return policy === 'Always'
    ? undefined
    : `the pods of a ${object.kind} restart always, and restartPolicy is ${policy}`;
}

/** Source: ValidatePodSpec in `pkg/apis/core/validation/validation.go`. */
function podFault({ podAfter: pod, after }: Subject): string | undefined {
  const claims = listAt(after, 'spec', 'volumeClaimTemplates').map((one) => textAt(one, 'metadata', 'name'));
  const named = [...listAt(pod, 'volumes').map((volume) => textAt(volume, 'name')), ...claims];
  const volumes = holdsUnknown(field(pod, 'volumes')) ? undefined : new Set(named);
  return allContainers(pod)
    .map((container) => requestFault(container) ?? mountFault(container, volumes) ?? sleepFault(container, pod))
    .find((fault) => fault !== undefined);
}

const nameOfContainer = (container: Json): string => `container ${textAt(container, 'name') ?? ''}`;

function requestFault(container: Json): string | undefined {
  for (const [name, limit] of entriesAt(container, 'resources', 'limits')) {
    const request = textAt(container, 'resources', 'requests', name);
    if (request !== undefined && (quantityInBillionths(request) ?? 0n) > (quantityInBillionths(limit) ?? 0n))
      return `${nameOfContainer(container)} requests ${name} ${request}, more than its limit ${limit}`;
  }
  return undefined;
}

function mountFault(container: Json, volumes: ReadonlySet<string | undefined> | undefined): string | undefined {
  const lost = listAt(container, 'volumeMounts')
    .map((mount) => textAt(mount, 'name'))
    .find((name) => name !== undefined && volumes?.has(name) === false);
  return lost === undefined ? undefined : `${nameOfContainer(container)} mounts volume ${lost}, which there is not`;
}

/** Source: validateSleepAction; the default of the grace period stands in `pkg/apis/core/v1/defaults.go`. */
function sleepFault(container: Json, pod: Json | undefined): string | undefined {
  const seconds = numberAt(container, 'lifecycle', 'preStop', 'sleep', 'seconds') ?? 0;
  const grace = numberAt(pod, 'terminationGracePeriodSeconds') ?? 30;
  return seconds <= grace || isUnknownAt(pod, 'terminationGracePeriodSeconds')
    ? undefined
    : `the preStop of ${nameOfContainer(container)} sleeps ${seconds} s, longer than terminationGracePeriodSeconds ${grace}`;
}
