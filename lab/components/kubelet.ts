import { existsSync, lstatSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from '../api';
import type { Lab } from '../component';
import { daemon } from '../daemon';
import { wrongWith } from '../http';
import { kubernetesVersion, programPath } from '../kubernetes';
import { makeControlGroups, removeControlGroups } from '../control-groups';
import { controlGroup, networks, node, ports } from '../layout';
import { certificatePaths, kubeconfigOf } from '../pki';

export const kubelet = daemon({
  name: 'kubelet',
  program: programPath('kubelet'),
  purpose: 'starts and watches the pods of this node',
  needs: ['kube-apiserver', 'containerd', 'pause-image'],
  usualSeconds: 8,
  limitSeconds: 90,
  leaves: ['/var/lib/kubelet', '/var/log/containers', '/var/log/pods', '/usr/libexec/kubernetes'],
  address: `https://${node.address}:${ports.kubelet}`,
  prepare: (lab) => {
    makeControlGroups();
    writeFileSync(join(lab.paths.config, 'kubelet.json'), JSON.stringify(configuration(lab), null, 2));
  },
  arguments: ({ paths }) => [
    `--config=${join(paths.config, 'kubelet.json')}`,
    `--kubeconfig=${kubeconfigOf(paths, 'kubelet')}`,
    `--root-dir=${join(paths.state, 'kubelet')}`,
    ...[`--hostname-override=${node.name}`, `--node-ip=${node.address}`],
  ],
  wrong: async ({ paths }) =>
    (await wrongWith(`http://127.0.0.1:${ports.kubeletHealth}/healthz`)) ?? nodeNotReady(new Api(paths)),
  version: async () => kubernetesVersion,
  remove: async ({ paths }) => {
    removeLogLinks(paths.state);
    await removeControlGroups();
  },
});

async function nodeNotReady(api: Api): Promise<string | undefined> {
  const found = await api.get<{
    readonly status?: {
      readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
    };
  }>(`/api/v1/nodes/${node.name}`);
  const ready = found?.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return undefined;
  return `node ${node.name} is not ready: ${ready?.message ?? 'it has not said so yet'}`;
}

function configuration({ paths }: Lab) {
  const own = certificatePaths(paths, 'kubelet');
  const systemdResolved = '/run/systemd/resolve/resolv.conf';
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: certificatePaths(paths, 'ca').certificate },
    },
    authorization: { mode: 'Webhook' },
    ...{ address: node.address, port: ports.kubelet, readOnlyPort: 0 },
    ...{ healthzBindAddress: '127.0.0.1', healthzPort: ports.kubeletHealth },
    ...{ tlsCertFile: own.certificate, tlsPrivateKeyFile: own.key },
    containerRuntimeEndpoint: `unix://${paths.containerdSocket}`,
    ...{ cgroupDriver: 'cgroupfs', cgroupRoot: `/${controlGroup}`, failSwapOn: false },
    ...{ clusterDNS: [networks.services.dns], clusterDomain: 'cluster.local' },
    // A resolver on the host's loopback address would not be reachable from a pod.
    ...(existsSync(systemdResolved) ? { resolvConf: systemdResolved } : {}),
    ...{ podLogsDir: join(paths.state, 'pod-logs'), volumePluginDir: join(paths.state, 'volume-plugins') },
    serializeImagePulls: false,
    // A disk that is mostly full is the owner's business; the lab must not answer by removing its own images.
    imageGCHighThresholdPercent: 100,
    evictionHard: { 'nodefs.available': '1%', 'imagefs.available': '1%', 'memory.available': '100Mi' },
  };
}

const logLinks = '/var/log/containers';

/** Links to the logs of our pods; the folder may belong to another kubelet as well. */
function removeLogLinks(state: string): void {
  if (!existsSync(logLinks)) return;
  for (const name of readdirSync(logLinks)) {
    const link = join(logLinks, name);
    if (lstatSync(link).isSymbolicLink() && readlinkSync(link).startsWith(`${state}/`)) rmSync(link);
  }
}
