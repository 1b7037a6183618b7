import type { Component } from './component';
import { certificates } from './components/certificates';
import { containerd } from './components/containerd';
import { kubeApiserver, kubeControllerManager, kubeScheduler } from './components/control-plane';
import { docker } from './components/docker';
import { etcd } from './components/etcd';
import { hostNetwork } from './components/host-network';
import { kubeProxy } from './components/kube-proxy';
import { kubelet } from './components/kubelet';
import { kubernetesBinary } from './components/kubernetes-binary';
import { packages } from './components/packages';
import { pauseImageComponent } from './components/pause-image';
import { registry } from './components/registry';

/** What a lab consists of, in the order of `lab status`. The runner starts each as soon as what it needs is healthy. */
export const components: readonly Component[] = [
  packages,
  kubernetesBinary,
  certificates,
  hostNetwork,
  etcd,
  kubeApiserver,
  kubeControllerManager,
  kubeScheduler,
  registry,
  containerd,
  pauseImageComponent,
  kubelet,
  kubeProxy,
  docker,
];
