import { hasReplicas } from '../release';
import type { Rule } from '../rule';
import { podsOf } from '../view/containers';
import { since } from '../view/since';
import { isUnknownAt, listAt, at as valueAt } from '../../kubernetes-object/value';

/** Does any container say when it can answer? Unknown counts as yes: nobody can tell. */
const isProbed = (pod: unknown): boolean =>
  isUnknownAt(pod, 'containers') ||
  listAt(pod, 'containers').some(
    (container) => valueAt(container, 'readinessProbe') !== undefined || isUnknownAt(container, 'readinessProbe'),
  );

const hasPort = (pod: unknown): boolean =>
  listAt(pod, 'containers').some((container) => listAt(container, 'ports').length > 0);

export const readinessProbeMissing: Rule = {
  id: 'readiness-probe-missing',
  severity: 'medium',
  on: 'either',
  what: 'Pods that listen on a port and have no readiness probe at all',
  why: 'They get traffic the moment their process starts, so every rollout gives users errors for as long as it starts.',
  remedy: 'Add a readiness probe that asks for what users ask for.',
  source: 'kubernetes.io/docs: Configure Liveness, Readiness and Startup Probes',
  *check({ things }) {
    for (const { at, before, after } of podsOf(things)) {
      if (after === undefined || !hasReplicas(at.kind) || !hasPort(after) || isProbed(after)) continue;
      // A probe that was there and goes has a rule of its own.
      if (before !== undefined && isProbed(before)) continue;
      yield { at, message: `${at.title} has no readiness probe.`, on: since(before !== undefined, true) };
    }
  },
};
