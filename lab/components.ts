import type { Component } from './component';
import { baseImages } from './components/base-images';
import { certificates } from './components/certificates';
import { containerd } from './components/containerd';
import { kubeApiserver, kubeControllerManager, kubeScheduler } from './components/control-plane';
import { dns } from './components/dns';
import { docker } from './components/docker';
import { etcd } from './components/etcd';
import { hostNetwork } from './components/host-network';
import { kubeProxy } from './components/kube-proxy';
import { kubelet } from './components/kubelet';
import { kubernetesBinary } from './components/kubernetes-binary';
import { networkPolicy } from './components/network-policy';
import { packages } from './components/packages';
import { pauseImageComponent } from './components/pause-image';
import { providers } from './components/providers';
import { registry } from './components/registry';
import { volumes } from './components/volumes';

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
  networkPolicy,
  dns,
  volumes,
  docker,
  baseImages,
  providers,
];
