import { Api } from '../api';
import { daemon } from '../daemon';
import { wrongWith } from '../http';
import { kubernetesVersion, programPath } from '../kubernetes';
import { apiUrl, networks, node, ports } from '../layout';
import { certificatePaths, identity, kubeconfigOf, serviceAccountKey } from '../pki';

export const kubeApiserver = daemon({
  name: 'kube-apiserver',
  program: programPath('kube-apiserver'),
  purpose: "the cluster's front door",
  needs: ['etcd', 'kubernetes-binary', 'host-network'],
  usualSeconds: 6,
  limitSeconds: 90,
  address: apiUrl,
  arguments: ({ paths }) => {
    const own = certificatePaths(paths, 'apiserver');
    const ca = certificatePaths(paths, 'ca').certificate;
    return [
      `--etcd-servers=https://127.0.0.1:${ports.etcd}`,
      ...[`--etcd-cafile=${ca}`, `--etcd-certfile=${own.certificate}`, `--etcd-keyfile=${own.key}`],
      // It can listen on one address only. Pods need this one; 127.0.0.1 is led here by a rule of host-network.
      ...[`--bind-address=${node.address}`, `--advertise-address=${node.address}`, `--secure-port=${ports.api}`],
      ...[`--tls-cert-file=${own.certificate}`, `--tls-private-key-file=${own.key}`, `--client-ca-file=${ca}`],
      ...[`--kubelet-client-certificate=${own.certificate}`, `--kubelet-client-key=${own.key}`],
      ...[`--kubelet-certificate-authority=${ca}`, '--kubelet-preferred-address-types=InternalIP'],
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      `--service-account-key-file=${serviceAccountKey(paths)}`,
      `--service-account-signing-key-file=${serviceAccountKey(paths)}`,
      `--service-cluster-ip-range=${networks.services.range}`,
      ...['--authorization-mode=Node,RBAC', '--enable-admission-plugins=NodeRestriction', '--allow-privileged=true'],
      '--profiling=false',
      // Needs progress notifications, which etcd has since 3.4.31; with Debian's it would wait 3 s for each of its questions.
      '--feature-gates=SizeBasedListCostEstimate=false',
    ];
  },
  wrong: ({ paths }) => wrongWith(`${apiUrl}/readyz`, { tls: identity(paths, 'admin') }),
  version: async ({ paths }) =>
    (JSON.parse(await new Api(paths).text('/version')) as { readonly gitVersion: string }).gitVersion,
});

export const kubeControllerManager = daemon({
  name: 'kube-controller-manager',
  program: programPath('kube-controller-manager'),
  purpose: 'makes pods out of Deployments, StatefulSets and Jobs',
  needs: ['kube-apiserver'],
  usualSeconds: 3,
  limitSeconds: 60,
  arguments: ({ paths }) => {
    const own = certificatePaths(paths, 'local');
    const kubeconfig = kubeconfigOf(paths, 'kube-controller-manager');
    return [
      ...[
        `--kubeconfig=${kubeconfig}`,
        `--authentication-kubeconfig=${kubeconfig}`,
        `--authorization-kubeconfig=${kubeconfig}`,
      ],
      ...['--bind-address=127.0.0.1', `--secure-port=${ports.controllerManager}`],
      ...[`--tls-cert-file=${own.certificate}`, `--tls-private-key-file=${own.key}`],
      ...['--use-service-account-credentials=true', `--service-account-private-key-file=${serviceAccountKey(paths)}`],
      `--root-ca-file=${certificatePaths(paths, 'ca').certificate}`,
      ...['--allocate-node-cidrs=true', `--cluster-cidr=${networks.pods.range}`],
      // One node, one controller: an election would only delay the first pod.
      ...['--leader-elect=false', '--profiling=false'],
    ];
  },
  wrong: ({ paths }) =>
    wrongWith(`https://127.0.0.1:${ports.controllerManager}/healthz`, { tls: identity(paths, 'local') }),
  version: async () => kubernetesVersion,
});

export const kubeScheduler = daemon({
  name: 'kube-scheduler',
  program: programPath('kube-scheduler'),
  purpose: 'gives each pod its node',
  needs: ['kube-apiserver'],
  usualSeconds: 3,
  limitSeconds: 60,
  arguments: ({ paths }) => {
    const own = certificatePaths(paths, 'local');
    const kubeconfig = kubeconfigOf(paths, 'kube-scheduler');
    return [
      ...[
        `--kubeconfig=${kubeconfig}`,
        `--authentication-kubeconfig=${kubeconfig}`,
        `--authorization-kubeconfig=${kubeconfig}`,
      ],
      ...['--bind-address=127.0.0.1', `--secure-port=${ports.scheduler}`],
      ...[`--tls-cert-file=${own.certificate}`, `--tls-private-key-file=${own.key}`],
      ...['--leader-elect=false', '--profiling=false'],
    ];
  },
  wrong: ({ paths }) => wrongWith(`https://127.0.0.1:${ports.scheduler}/healthz`, { tls: identity(paths, 'local') }),
  version: async () => kubernetesVersion,
});
