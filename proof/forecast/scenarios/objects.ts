import type { Json } from '../../../review/model';
import type { Difference } from '../scenario';

/** The objects of the sample application by the names that its constructs give them (goldens/addresses guards those). */

type Values = { readonly [key: string]: Json };

export const web = (values: Values): Difference => ({
  stack: 'web',
  type: 'kubernetes_deployment_v1',
  name: 'web',
  values,
});

export const webPods = (template: Values): Difference => web({ spec: { template } });

export const webContainer = (container: Values): Difference => webPods({ spec: { container: [container] } });

export const webService = (values: Values): Difference => ({
  stack: 'web',
  type: 'kubernetes_service_v1',
  name: 'web_service_10983F6A',
  values,
});

/** Settings of the web service, and the hash in its pods that makes them take effect. */
export const webSettings = (data: Values): readonly Difference[] => [
  { stack: 'web', type: 'kubernetes_config_map_v1', name: 'web_config_21585CBA', values: { data } },
  webPods({ metadata: { annotations: { 'plimsoll.dev/config-hash': JSON.stringify(data) } } }),
];

/** Pods are exchanged, and what runs in them stays the same. */
export const webRestarted = webPods({ metadata: { annotations: { 'example.org/restarted': 'once' } } });

export const webStrategy = (maxSurge: string, maxUnavailable: string): Difference =>
  web({ spec: { strategy: { rolling_update: { max_surge: maxSurge, max_unavailable: maxUnavailable } } } });

/** Kubernetes gives a rollout up after 15 seconds, and Terraform, which does not ask for that, a little later. */
export const webGivesUpSoon = web({ spec: { progress_deadline_seconds: 15 }, timeouts: { update: '30s' } });

export const database = (values: Values): Difference => ({
  stack: 'database',
  type: 'kubernetes_stateful_set_v1',
  name: 'database',
  values,
});

export const quota = (hard: Values): Difference => ({
  stack: 'platform',
  type: 'kubernetes_resource_quota_v1',
  name: 'quota',
  values: { spec: { hard } },
});
