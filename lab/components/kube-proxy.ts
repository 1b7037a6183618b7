import { daemon } from '../daemon';
import { wrongWith } from '../http';
import { kubernetesVersion, programPath } from '../kubernetes';
import { networks, node, ports } from '../layout';
import { kubeconfigOf } from '../pki';

export const kubeProxy = daemon({
  name: 'kube-proxy',
  program: programPath('kube-proxy'),
  purpose: 'leads the addresses of Services and NodePorts to pods',
  needs: ['kube-apiserver', 'host-network', 'kubelet'],
  usualSeconds: 2,
  limitSeconds: 60,
  arguments: ({ paths }) => [
    `--kubeconfig=${kubeconfigOf(paths, 'kube-proxy')}`,
    `--hostname-override=${node.name}`,
    ...['--proxy-mode=iptables', `--cluster-cidr=${networks.pods.range}`],
    // Nobody outside this machine is meant to reach what runs in the lab.
    `--nodeport-addresses=127.0.0.0/8,${node.address}/32`,
    ...[
      `--healthz-bind-address=127.0.0.1:${ports.proxyHealth}`,
      `--metrics-bind-address=127.0.0.1:${ports.proxyMetrics}`,
    ],
    // Leave the machine's connection tracking as it is.
    ...['--conntrack-max-per-core=0', '--conntrack-min=0'],
    ...['--conntrack-tcp-timeout-established=0', '--conntrack-tcp-timeout-close-wait=0'],
  ],
  wrong: () => wrongWith(`http://127.0.0.1:${ports.proxyHealth}/healthz`),
  version: async () => kubernetesVersion,
});
