import type { Json } from '../model';
import { field, isList, isObject } from '../plan/json';
import { at, isUnknownAt, listAt, numberAt } from './value';

/**
 * The object of a manifest as it is written, with what the resource says beside it and the forecast asks of
 * every workload: whether Terraform waits for its pods, and how many of them the cluster runs where the manifest leaves
 * their number to it. `before` are the resource's values before this release, where there are any.
 */
export function manifestOf(type: string, values: Json, before?: Json): Json {
  const manifest = field(values, 'manifest') ?? null;
  if (
    !isObject(manifest) ||
    !isObject(field(manifest, 'spec')) ||
    field(field(manifest, 'spec'), 'template') === undefined
  )
    return manifest;
  return {
    ...manifest,
    ...(type === 'kubectl_manifest' ? waitingByKubectl(manifest, values) : waiting(values)),
    ...replicasOf(manifest, before ?? values, before !== undefined),
  };
}

/**
 * Without `wait` the apply goes on as soon as the object is written. What it waits for beside a rollout, a condition or
 * a field, may come to the same. Source: the `wait` block of the kubernetes_manifest documentation.
 */
function waiting(values: Json): Waiting {
  const timeouts = timeoutsOf(values);
  const waits = listAt(values, 'wait');
  if (waits.some((wait) => at(wait, 'rollout') === true)) return { ...timeouts, waitForRollout: true };
  return waits.some((wait) => at(wait, 'condition') ?? at(wait, 'fields')) || at(values, 'wait_for') !== undefined
    ? timeouts
    : { ...timeouts, waitForRollout: false };
}

interface Waiting {
  readonly waitForRollout?: boolean;
  readonly timeouts?: Json;
}

/**
 * A Deployment is waited for unless `wait_for_rollout` says otherwise; of the other workloads only some versions of the
 * provider wait. An update takes as long as the one timeout there is, that of a creation. Source:
 * `resource_kubectl_manifest.go` of gavinbunny/kubectl 1.14 and alekc/kubectl 2.0.
 */
function waitingByKubectl(manifest: Json, values: Json): Waiting {
  const { timeouts } = timeoutsOf(values);
  const create = field(timeouts, 'create');
  const given = create === undefined ? {} : { timeouts: { create, update: create } };
  const waits = field(manifest, 'kind') === 'Deployment' && field(values, 'wait_for_rollout') !== false;
  return !waits && at(values, 'wait_for') !== undefined ? given : { ...given, waitForRollout: waits };
}

function timeoutsOf(values: Json): { readonly timeouts?: Json } {
  const timeouts = field(values, 'timeouts');
  const block = isList(timeouts) ? timeouts[0] : timeouts;
  return block === undefined || block === null ? {} : { timeouts: block };
}

/**
 * Server-side apply leaves a field alone that the manifest has never held, and takes one away that it no longer holds.
 * Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
function replicasOf(
  manifest: Json,
  before: Json,
  existed: boolean,
): { readonly clusterReplicas?: number; readonly replicasWithdrawn?: boolean } {
  const holds = (side: Json): boolean =>
    isUnknownAt(side, 'spec', 'replicas') || numberAt(side, 'spec', 'replicas') !== undefined;
  if (holds(manifest)) return {};
  if (existed && holds(field(before, 'manifest') ?? null)) return { replicasWithdrawn: true };
  const running = numberAt(field(before, 'object'), 'spec', 'replicas');
  return running === undefined ? {} : { clusterReplicas: running };
}
