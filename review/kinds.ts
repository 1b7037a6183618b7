import {
  clusterRole,
  clusterRoleBinding,
  mutatingWebhook,
  role,
  roleBinding,
  serviceAccount,
  validatingWebhook,
} from './kinds/access';
import { horizontalPodAutoscaler, limitRange, namespace, podDisruptionBudget, resourceQuota } from './kinds/bounds';
import { daemonSet } from './kinds/daemon-set';
import { configMap, persistentVolume, persistentVolumeClaim, secret, storageClass } from './kinds/data';
import { deployment } from './kinds/deployment';
import { dockerImage, dockerRegistryImage } from './kinds/images';
import { helmRelease, patches } from './kinds/indirect';
import { cronJob, job } from './kinds/job';
import type { Kind } from './kinds/kind';
import { gateway, ingress, networkPolicy, routes, service } from './kinds/network';
import { pod } from './kinds/pod';
import { replicaSet, replicationController } from './kinds/replica-set';
import { statefulSet } from './kinds/stateful-set';

/** Every kind the review knows, what runs pods first. Whatever is not here is shown as what it is and forecast as nothing. */
export const kinds: readonly Kind[] = [
  deployment,
  statefulSet,
  daemonSet,
  replicaSet,
  replicationController,
  pod,
  job,
  cronJob,
  service,
  ingress,
  ...routes,
  gateway,
  networkPolicy,
  configMap,
  secret,
  persistentVolumeClaim,
  persistentVolume,
  storageClass,
  horizontalPodAutoscaler,
  podDisruptionBudget,
  resourceQuota,
  limitRange,
  namespace,
  role,
  clusterRole,
  roleBinding,
  clusterRoleBinding,
  serviceAccount,
  validatingWebhook,
  mutatingWebhook,
  dockerImage,
  dockerRegistryImage,
  helmRelease,
  ...patches,
];

const byNoun: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [kind.noun, kind]));
const byType: ReadonlyMap<string, Kind> = new Map(kinds.flatMap((kind) => kind.types.map((type) => [type, kind])));

/** By Kubernetes' own word, which kubernetes_manifest shares with the typed resources. */
export const kindNamed = (noun: string): Kind | undefined => byNoun.get(noun);

/** By Terraform resource type. */
export const kindOfResource = (type: string): Kind | undefined => byType.get(type);
