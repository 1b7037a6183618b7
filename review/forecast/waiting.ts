import { fenceposts } from '../../kubernetes/rollout';
import { boundOf } from '../kinds/deployment';
import { waitsForPods } from '../kinds/workload-replacement';
import { holdsUnknown } from '../kubernetes-object/unknown';
import { numberAt, textAt } from '../kubernetes-object/value';
import type { Json } from '../model';
import { field } from '../plan/json';
import { podsOn } from './replicas';
import type { Subject } from './subject';

/**
 * Why Terraform gives up before a Deployment's rollout can be complete, however quick its pods are: at most surge and away
 * of them become available together, each minReadySeconds after it is ready.
 */
export function timeoutBlock({ object, after, rollout, worlds }: Subject): string | undefined {
  const settle = numberAt(after, 'spec', 'minReadySeconds') ?? 0;
  if (object.kind !== 'Deployment' || rollout.kind !== 'rolling' || settle === 0 || !waitsForPods(after))
    return undefined;
  const pods = podsOn(object.kind, after, worlds.after);
  if (pods === null) return undefined;
  if (holdsUnknown(field(after ?? undefined, 'timeouts'))) return undefined;
  const posts = fenceposts(boundOf(after, 'maxSurge'), boundOf(after, 'maxUnavailable'), pods.low);
  if (posts === undefined) return undefined;
  const least = Math.ceil(pods.low / (posts.surge + posts.unavailable)) * settle;
  const most = updateTimeout(after);
  return most === undefined || least <= most
    ? undefined
    : `${pods.low} pods, ${posts.surge + posts.unavailable} at a time with minReadySeconds ${settle}, take at least ${least} s, and Terraform waits ${most} s`;
}

/** Source: the timeouts of hashicorp/kubernetes 2.38, of kubernetes_deployment_v1 and kubernetes_manifest alike. */
const defaultTimeout = '10m';

/** Seconds that Terraform waits for an update; undefined when nobody can read what is given. */
function updateTimeout(after: Json | null): number | undefined {
  const given = textAt(after, 'timeouts', 'update');
  return secondsOf(given ?? defaultTimeout);
}

const secondsPer: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** A duration as Go writes it: 1h30m. */
function secondsOf(duration: string): number | undefined {
  if (!/^(\d+(\.\d+)?[hms])+$/.test(duration)) return undefined;
  return [...duration.matchAll(/([\d.]+)([hms])/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (secondsPer[unit ?? ''] ?? 0),
    0,
  );
}
