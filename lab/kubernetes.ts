import { join } from 'node:path';
import type { Lab } from './component';
import type { GoProgram } from './go-build';

export const kubernetesVersion = 'v1.34.4';

/** Everything of Kubernetes is one binary, so that shared packages are compiled and linked once; its name decides what it does. */
export const kubernetesProgram: GoProgram = {
  name: 'plimsoll-kube',
  folder: 'lab/kubernetes',
  what: `Kubernetes ${kubernetesVersion} (API server, controllers, scheduler, kubelet, proxy, DNS, volumes, network policies in one binary)`,
  linkerFlags: `-X k8s.io/component-base/version.gitVersion=${kubernetesVersion}`,
  usualSeconds: 660,
};

export const programs = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'kube-proxy',
  'coredns',
  'network-policy',
  'volume-provisioner',
] as const;

export function programPath(name: (typeof programs)[number]): (lab: Lab) => string {
  return ({ paths }) => join(paths.binaries, name);
}
