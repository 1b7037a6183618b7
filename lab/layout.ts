import { homedir } from 'node:os';
import { join } from 'node:path';

/** Everything of a running lab lies here; `lab down` removes it whole, as its last step. */
export const stateFolder = '/var/lib/plimsoll-lab';

export const contextName = 'plimsoll-lab';

export const node = { name: 'lab', address: '10.250.0.1', bridge: 'plab0' } as const;

/** Address ranges that the lab takes; none of them is routed anywhere outside this machine. */
export const networks = {
  pods: { bridge: 'plab2', range: '10.244.0.0/16', ofThisNode: '10.244.0.0/24' },
  services: { range: '10.96.0.0/16', api: '10.96.0.1', dns: '10.96.0.10' },
  containers: { bridge: 'plab1', address: '10.251.0.1/24', range: '10.251.0.0/24' },
} as const;

/** Ports on 127.0.0.1, unless said otherwise. Off the usual ones, so that another cluster's do not collide. */
export const ports = {
  api: 16443, // on 127.0.0.1 and, for pods, on the node address
  registry: 15000,
  etcd: 12379,
  etcdPeer: 12380,
  kubelet: 10250, // on the node address
  kubeletHealth: 20248,
  controllerManager: 20257,
  scheduler: 20259,
  proxyHealth: 20256,
  proxyMetrics: 20249,
} as const;

export const registryAddress = `127.0.0.1:${ports.registry}`;
export const apiUrl = `https://127.0.0.1:${ports.api}`;

/** Control groups of pods and containers hang below this one, so that `down` can name them. */
export const controlGroup = 'plimsoll-lab';

export interface Paths {
  readonly state: string;
  readonly cache: string;
  readonly pki: string;
  readonly logs: string;
  readonly config: string;
  readonly binaries: string;
  readonly kubeconfig: string;
  readonly terraformConfig: string;
  readonly dockerSocket: string;
  readonly containerdSocket: string;
  readonly record: string;
  /** The checkout that this program belongs to: where the Go sources lie. */
  readonly checkout: string;
}

export function pathsOf(environment: NodeJS.ProcessEnv, checkout: string): Paths {
  const cacheHome = environment['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const inState = (name: string): string => join(stateFolder, name);
  return {
    state: stateFolder,
    cache: join(cacheHome, 'plimsoll-lab'),
    pki: inState('pki'),
    logs: inState('log'),
    config: inState('config'),
    binaries: inState('bin'),
    kubeconfig: inState('kubeconfig'),
    terraformConfig: inState('terraform.rc'),
    dockerSocket: inState('docker.sock'),
    containerdSocket: inState('containerd.sock'),
    record: inState('lab.json'),
    checkout,
  };
}
