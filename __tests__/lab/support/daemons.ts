import { daemonOf } from '../../../lab/processes';

/** The processes that the lab itself starts: component and program of each. */
export const daemons: readonly [component: string, program: string][] = [
  ['etcd', 'etcd'],
  ['kube-apiserver', 'kube-apiserver'],
  ['kube-controller-manager', 'kube-controller-manager'],
  ['kube-scheduler', 'kube-scheduler'],
  ['registry', 'docker-registry'],
  ['containerd', 'containerd'],
  ['kubelet', 'kubelet'],
  ['kube-proxy', 'kube-proxy'],
  ['network-policy', 'network-policy'],
  ['volumes', 'volume-provisioner'],
  ['docker', 'dockerd'],
];

/** Program and process id of each. What they start in turn (iptables, mount, runc) comes and goes, and is not here. */
export const daemonsNow = (): readonly string[] =>
  daemons.map(([component, program]) => `${program} ${daemonOf(component, program)?.pid ?? 'does not run'}`);
