import type { Json } from '../model';
import { oncePerText } from '../once';
import { field, textField } from '../plan/json';

/** Resource types whose name does not spell the kind. */
const irregular: Readonly<Record<string, string>> = {
  daemonset: 'DaemonSet',
  pod_disruption_budget: 'PodDisruptionBudget',
  default_service_account: 'ServiceAccount',
  csi_driver: 'CSIDriver',
  api_service: 'APIService',
};

/** Resource types that change part of an object which something else owns. */
const patches =
  /^kubernetes_(labels|annotations|env|node_taint|config_map_v1_data|secret_v1_data|certificate_signing_request(_v1)?)$/;

/** Does the resource hold an object as Kubernetes writes it, under `manifest`? For kubectl_manifest see yaml-body.ts. */
export const isManifest = (type: string): boolean => type === 'kubernetes_manifest' || type === 'kubectl_manifest';

/** Kubernetes' kind of a Terraform resource; undefined when it is no Kubernetes object of its own. */
export function kindOfType(type: string, values: Json): string | undefined {
  return isManifest(type) ? textField(field(values, 'manifest'), 'kind') : spelledKind(type);
}

const spelledKind = oncePerText((type: string): string | undefined => {
  if (!type.startsWith('kubernetes_') || patches.test(type)) return undefined;
  const words = type.slice('kubernetes_'.length).replace(/_v\d+(beta\d+)?$/, '');
  if (Object.hasOwn(irregular, words)) return irregular[words];
  return words
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
});
