import { textAt } from '../kubernetes-object/value';
import { presence } from '../references/pod-references';
import type { Kind } from './kind';

/** Kinds that hold configuration or data. */

export const configMap: Kind = {
  noun: 'ConfigMap',
  types: ['kubernetes_config_map_v1', 'kubernetes_config_map'],
  replacedBy: ['data (when immutable)', 'binaryData (when immutable)', 'immutable'],
  replacement: {
    old: 'Deleted and made anew: pods that start in between wait for it; running pods keep what they have read.',
    avoid: 'Give every content its own name and let the pod template name it: then the change rolls and can be undone.',
  },
};

export const secret: Kind = {
  noun: 'Secret',
  types: ['kubernetes_secret_v1', 'kubernetes_secret'],
  replacedBy: ['type', 'data (when immutable)', 'immutable'],
  replacement: {
    old: 'Deleted and made anew: pods that start in between wait for it; running pods keep what they have read.',
    avoid: 'Make the new Secret under a new name, move the pods over, delete the old one later.',
  },
};

export const persistentVolumeClaim: Kind = {
  noun: 'PersistentVolumeClaim',
  types: ['kubernetes_persistent_volume_claim_v1', 'kubernetes_persistent_volume_claim'],
  replacedBy: [
    'spec.accessModes',
    'spec.selector',
    'spec.volumeName',
    'spec.storageClassName',
    'spec.volumeMode',
    'spec.resources.limits',
    'spec.resources.requests.storage (when it shrinks)',
  ],
  replacement: {
    old: 'The claim stays Terminating while a pod uses it. Then it is gone, and its data with it when the reclaim policy of its volume is Delete, which is the default of dynamic provisioning.',
    avoid:
      'Grow in place where the storage class allows it; else make a second claim, copy the data, and move the pods over.',
  },
  references: (object) => presence('StorageClass', textAt(object, 'spec', 'storageClassName'), 'storage class', true),
};

export const persistentVolume: Kind = {
  noun: 'PersistentVolume',
  types: ['kubernetes_persistent_volume_v1', 'kubernetes_persistent_volume'],
  replacedBy: ['spec.persistentVolumeSource', 'spec.accessModes (bound)', 'spec.storageClassName', 'spec.nodeAffinity'],
  replacement: {
    old: 'Only the object in Kubernetes goes, unless its reclaim policy is Delete; a claim bound to it becomes Lost.',
    avoid:
      'Set persistentVolumeReclaimPolicy to Retain in a release of its own, then bind a new volume to the same storage.',
  },
};

export const storageClass: Kind = {
  noun: 'StorageClass',
  types: ['kubernetes_storage_class_v1', 'kubernetes_storage_class'],
  replacedBy: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode', 'mountOptions', 'allowedTopologies'],
  replacement: {
    old: 'Volumes that exist stay as they are; claims made while it is gone wait.',
    avoid: 'Make a class under a new name and point new claims at it.',
  },
};
