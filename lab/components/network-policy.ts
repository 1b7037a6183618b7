import { daemon } from '../daemon';
import { programPath } from '../kubernetes';
import { networks, node } from '../layout';
import { applyProbe, wrongWithEnforcement } from '../policy-probe';
import { kubeconfigOf } from '../pki';
import type { Component } from '../component';

const controller = daemon({
  name: 'network-policy',
  program: programPath('network-policy'),
  purpose: 'enforces network policies; ready once a connection was refused and another admitted',
  needs: ['kubelet', 'kube-proxy', 'kube-controller-manager', 'kube-scheduler'],
  usualSeconds: 5,
  limitSeconds: 90,
  prepare: ({ paths }) => applyProbe(paths),
  arguments: ({ paths }) => [
    `--kubeconfig=${kubeconfigOf(paths, 'controllers')}`,
    `--node=${node.name}`,
    `--service-cluster-ip-range=${networks.services.range}`,
  ],
  wrong: ({ paths }) => wrongWithEnforcement(paths),
});

export const networkPolicy: Component = {
  ...controller,
  check: async (lab) => {
    const health = await controller.check(lab);
    return health.state === 'healthy' ? { ...health, detail: 'enforced' } : health;
  },
};
