import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { removed } from '../../kubernetes-object/value';

export const limitsRemoved: Rule = {
  id: 'limits-removed',
  severity: 'medium',
  on: 'change',
  what: 'A memory limit or a request that is removed',
  why: 'Without a request the scheduler puts the pod where there is no room; without a memory limit one leak takes its neighbours down.',
  remedy: 'Keep requests for CPU and memory, and a limit for memory.',
  source: 'kubernetes.io/docs: Resource Management for Pods and Containers',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things))
      for (const [kind, resource] of [
        ['limits', 'memory'],
        ['requests', 'memory'],
        ['requests', 'cpu'],
      ] as const)
        if (removed(before, after, 'resources', kind, resource))
          yield {
            at,
            subject: `${name} ${resource} ${kind}`,
            message: `Container ${name} of ${at.title} loses its ${resource} ${kind.slice(0, -1)}.`,
          };
  },
};
