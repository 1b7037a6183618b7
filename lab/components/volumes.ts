import { join } from 'node:path';
import { Api, type ApiObject } from '../api';
import { daemon } from '../daemon';
import { programPath } from '../kubernetes';
import { node } from '../layout';
import { kubeconfigOf } from '../pki';

const storageClass: ApiObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'folder', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'plimsoll.dev/folder',
  // As where volumes belong to a zone: only the scheduler knows where the pod will be.
  volumeBindingMode: 'WaitForFirstConsumer',
  reclaimPolicy: 'Delete',
};

export const volumes = daemon({
  name: 'volumes',
  program: programPath('volume-provisioner'),
  purpose: 'gives each PersistentVolumeClaim a folder of its own',
  needs: ['kube-apiserver'],
  usualSeconds: 2,
  limitSeconds: 60,
  prepare: ({ paths }) => new Api(paths).apply(storageClass),
  arguments: ({ paths }) => [
    `--kubeconfig=${kubeconfigOf(paths, 'controllers')}`,
    `--folder=${join(paths.state, 'volumes')}`,
    `--node=${node.name}`,
  ],
  wrong: async ({ paths }) => {
    const found = await new Api(paths).get(`/apis/storage.k8s.io/v1/storageclasses/${storageClass.metadata.name}`);
    return found === undefined ? `storage class ${storageClass.metadata.name} is missing` : undefined;
  },
});
