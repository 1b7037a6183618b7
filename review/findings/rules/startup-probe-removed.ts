import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { at as valueAt, removed } from '../../kubernetes-object/value';

export const startupProbeRemoved: Rule = {
  id: 'startup-probe-removed',
  severity: 'medium',
  on: 'change',
  what: 'A startup probe that is removed while a liveness probe stays',
  why: 'The liveness probe now runs from the first second and kills a container that starts slowly, again and again.',
  remedy: 'Keep the startup probe, or give the liveness probe an initial delay longer than the slowest start.',
  source: 'kubernetes.io/docs: Protect slow starting containers with startup probes',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things))
      if (removed(before, after, 'startupProbe') && valueAt(after, 'livenessProbe') !== undefined)
        yield { at, subject: name, message: `Container ${name} of ${at.title} loses its startup probe.` };
  },
};
