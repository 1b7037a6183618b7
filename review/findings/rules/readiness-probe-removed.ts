import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { removed } from '../../kubernetes-object/value';

export const readinessProbeRemoved: Rule = {
  id: 'readiness-probe-removed',
  severity: 'high',
  on: 'change',
  what: 'A readiness probe that is removed',
  why: 'Without it a pod gets traffic before it can answer: users see errors at every start, and rollouts do not stop at a broken version.',
  remedy: 'Keep the probe, or move it to the container that answers users.',
  source: 'kubernetes.io/docs: Configure Liveness, Readiness and Startup Probes',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things))
      if (removed(before, after, 'readinessProbe'))
        yield { at, subject: name, message: `Container ${name} of ${at.title} loses its readiness probe.` };
  },
};
