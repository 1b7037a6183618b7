import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { removed } from '../../kubernetes-object/value';

export const livenessProbeRemoved: Rule = {
  id: 'liveness-probe-removed',
  severity: 'medium',
  on: 'change',
  what: 'A liveness probe that is removed',
  why: 'A process that hangs is no longer restarted and answers nobody until somebody notices.',
  remedy: 'Keep the probe, or say in the pull request what restarts a hanging process instead.',
  source: 'kubernetes.io/docs: Configure Liveness, Readiness and Startup Probes',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things))
      if (removed(before, after, 'livenessProbe'))
        yield { at, subject: name, message: `Container ${name} of ${at.title} loses its liveness probe.` };
  },
};
