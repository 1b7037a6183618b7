import type { Kind } from './kind';

/** Resources that change objects which the plan does not show, or only a part of an object that something else owns. */

const part = {
  old: 'The fields it set are taken away and set again.',
  avoid: 'Let the resource that owns the object set these fields.',
};

export const helmRelease: Kind = {
  noun: 'Helm release',
  types: ['helm_release'],
  replacedBy: ['name', 'namespace'],
  replacement: {
    old: 'Everything the chart has made is uninstalled before it is installed again; claims of StatefulSets stay.',
    avoid: 'Keep the name and the namespace: a new chart version or new values are an upgrade in place.',
  },
};

export const patches: readonly Kind[] = [
  { noun: 'labels of another object', types: ['kubernetes_labels'] },
  { noun: 'annotations of another object', types: ['kubernetes_annotations'] },
  { noun: 'environment of another workload', types: ['kubernetes_env'] },
  { noun: 'data of another ConfigMap', types: ['kubernetes_config_map_v1_data'] },
  { noun: 'data of another Secret', types: ['kubernetes_secret_v1_data'] },
  { noun: 'taints of a node', types: ['kubernetes_node_taint'] },
  {
    noun: 'default ServiceAccount',
    types: ['kubernetes_default_service_account_v1', 'kubernetes_default_service_account'],
  },
].map((one) => ({ ...one, replacedBy: ['metadata.name', 'metadata.namespace'], replacement: part }));
