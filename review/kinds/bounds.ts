import { textAt } from '../kubernetes-object/value';
import { presence } from '../references/pod-references';
import type { Kind } from './kind';

/** Kinds that bound how many pods there are, and how much they take. */

const updatedInPlace = { avoid: 'Keep the name and the namespace: everything else is updated in place.' };

export const horizontalPodAutoscaler: Kind = {
  noun: 'HorizontalPodAutoscaler',
  types: ['', '_v1', '_v2', '_v2beta2'].map((version) => `kubernetes_horizontal_pod_autoscaler${version}`),
  replacedBy: [],
  replacement: { old: 'The number of pods stays where it is until the new one decides.', ...updatedInPlace },
  references: (object) =>
    presence(
      textAt(object, 'spec', 'scaleTargetRef', 'kind') ?? 'Deployment',
      textAt(object, 'spec', 'scaleTargetRef', 'name'),
      'scale target',
      false,
    ),
};

export const podDisruptionBudget: Kind = {
  noun: 'PodDisruptionBudget',
  types: ['kubernetes_pod_disruption_budget_v1', 'kubernetes_pod_disruption_budget'],
  replacedBy: ['spec.selector', 'spec.minAvailable', 'spec.maxUnavailable'],
  replacement: {
    old: 'While it is gone a drained node may take all pods at once. It never bounds a rollout: only evictions ask it.',
    avoid:
      'Keep the name, the selector, and minAvailable or maxUnavailable: the provider updates none of them in place. When one must change, apply while no node is drained.',
  },
};

export const resourceQuota: Kind = {
  noun: 'ResourceQuota',
  types: ['kubernetes_resource_quota_v1', 'kubernetes_resource_quota'],
  replacedBy: ['spec.scopes'],
  replacement: {
    old: 'Nothing is bounded while it is gone; running pods are never stopped by a quota.',
    avoid: 'Keep the name, the namespace and the scopes: everything else is updated in place.',
  },
};

export const limitRange: Kind = {
  noun: 'LimitRange',
  types: ['kubernetes_limit_range_v1', 'kubernetes_limit_range'],
  replacedBy: [],
  replacement: { old: 'Pods made while it is gone get no defaults; running pods keep theirs.', ...updatedInPlace },
};

export const namespace: Kind = {
  noun: 'Namespace',
  types: ['kubernetes_namespace_v1', 'kubernetes_namespace'],
  replacedBy: [],
  replacement: {
    old: 'Everything in the namespace is deleted with it: pods, Services, Secrets, claims, also what no stack manages.',
    avoid:
      'Never rename a namespace in place: make a new one, move the workloads, delete the old one when it is empty.',
  },
};
