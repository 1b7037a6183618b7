import { durationInSeconds } from '../../../kubernetes/durations';
import { fenceposts } from '../../../kubernetes/rollout';
import { boundOf } from '../../kinds/deployment';
import { waitsForPods } from '../../kinds/workload-replacement';
import type { ReleaseObject } from '../../kubernetes-object';
import { holdsUnknown } from '../../kubernetes-object/unknown';
import { isUnknownAt, numberAt, textAt } from '../../kubernetes-object/value';
import type { Json } from '../../model';
import { field } from '../../plan/json';
import { runningContainers } from '../pods/pods';
import { podsOn } from '../numbers/replicas';
import { changed, type Subject } from '../subject';

/** Stacks are applied one after the other: where Terraform waits for the pods of one, the later ones come when these are ready, or never. */
export const appliedOnlyAfter = ({ object, after, worlds }: Subject, other: ReleaseObject): boolean =>
  worlds.order(other.stack, object.stack) > 0 && waitsForPods(after);

/**
 * Why Terraform gives up before a Deployment's rollout can be complete, however quick its pods are: at most surge and away
 * of them become available together, each minReadySeconds after it is ready, and none is ready before its probes ask.
 */
export function timeoutBlock(subject: Subject): string | undefined {
  const { object, after, rollout } = subject;
  // Of a rollout that a patch from outside starts Terraform sees nothing.
  if (object.kind !== 'Deployment' || rollout.kind === 'none' || !changed(object) || !waitsForPods(after))
    return undefined;
  const delay = probeDelay(subject.podAfter);
  const settle = numberAt(after, 'spec', 'minReadySeconds') ?? 0;
  if (delay + settle === 0) return undefined;
  return stuckFor(after, delay) ?? timesOut(subject, delay, settle);
}

/** A pod that becomes ready is progress. Source: DeploymentProgressing in `pkg/controller/deployment/util/deployment_util.go`. */
function stuckFor(after: Json | null, delay: number): string | undefined {
  const deadline = numberAt(after, 'spec', 'progressDeadlineSeconds') ?? defaultDeadline;
  return delay <= deadline || isUnknownAt(after, 'spec', 'progressDeadlineSeconds')
    ? undefined
    : `no new pod is ready before its probe first asks after ${delay} s, and the Deployment counts as stuck after progressDeadlineSeconds ${deadline}`;
}

function timesOut({ object, after, rollout, worlds }: Subject, delay: number, settle: number): string | undefined {
  const pods = podsOn(object.kind, after, worlds.after);
  if (pods === null || holdsUnknown(field(after ?? undefined, 'timeouts'))) return undefined;
  const together = rollout.kind === 'rolling' ? atATime(after, pods.low) : pods.low;
  if (together === undefined || together === 0) return undefined;
  const least = Math.ceil(pods.low / together) * (delay + settle);
  const most = patienceWith(object, after);
  const waits = [
    ...(delay === 0 ? [] : [`initialDelaySeconds ${delay}`]),
    ...(settle === 0 ? [] : [`minReadySeconds ${settle}`]),
  ].join(' and ');
  return most === undefined || least <= most
    ? undefined
    : `${pods.low} pods, ${together} at a time with ${waits}, take at least ${least} s, and Terraform waits ${object.type === 'kubectl_manifest' ? 'at most ' : ''}${most} s`;
}

function atATime(after: Json | null, pods: number): number | undefined {
  const posts = fenceposts(boundOf(after, 'maxSurge'), boundOf(after, 'maxUnavailable'), pods);
  return posts && posts.surge + posts.unavailable;
}

/**
 * Seconds before which no pod is ready. Delays of both probes count from the start of their container. Source: doProbe in
 * `pkg/kubelet/prober/worker.go`.
 */
const probeDelay = (pod: Json | undefined): number =>
  Math.max(
    0,
    ...runningContainers(pod).flatMap((container) =>
      ['readinessProbe', 'startupProbe'].map((probe) => numberAt(container, probe, 'initialDelaySeconds') ?? 0),
    ),
  );

/** Source: SetDefaults_Deployment in `pkg/apis/apps/v1/defaults.go`. */
const defaultDeadline = 600;

/**
 * Sources: the timeouts of hashicorp/kubernetes 2.38, of kubernetes_deployment_v1 and kubernetes_manifest alike, and of
 * kubectl_manifest.
 */
const defaultTimeout = '10m';

/**
 * A kubectl_manifest that timed out is applied and waited for again, as often as `apply_retry_count` of the provider says
 * (once unless it is given), though no more when so many seconds have passed. Sources: `resource_kubectl_manifest.go` of
 * gavinbunny/kubectl 1.19, and DefaultMaxElapsedTime of cenkalti/backoff 4.
 */
const retriesFor = 900;

function patienceWith({ type, change }: ReleaseObject, after: Json | null): number | undefined {
  const most = timeoutOf(after, change?.action === 'update' ? 'update' : 'create');
  return most !== undefined && type === 'kubectl_manifest' ? most + retriesFor : most;
}

/** Seconds that Terraform waits; undefined when nobody can read what is given. */
function timeoutOf(after: Json | null, operation: 'create' | 'update'): number | undefined {
  const given = textAt(after, 'timeouts', operation);
  return durationInSeconds(given ?? defaultTimeout);
}
