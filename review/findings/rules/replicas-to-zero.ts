import { hasReplicas } from '../release';
import type { Rule } from '../rule';
import { numberAt } from '../../kubernetes-object/value';

export const replicasToZero: Rule = {
  id: 'replicas-to-zero',
  severity: 'high',
  on: 'change',
  what: 'A workload scaled to no pod at all',
  why: 'Nobody answers its users any more.',
  remedy: 'Keep at least one pod, or remove the workload together with what leads to it.',
  *check({ things }) {
    for (const thing of things) {
      if (!hasReplicas(thing.kind) || thing.before === null) continue;
      if (numberAt(thing.after, 'spec', 'replicas') === 0 && numberAt(thing.before, 'spec', 'replicas') !== 0)
        yield { at: thing, message: `${thing.title} is scaled to no pod.` };
    }
  },
};
