import { hasReplicas } from '../release';
import type { Rule } from '../rule';
import { numberAt } from '../../kubernetes-object/value';

export const replicasToOne: Rule = {
  id: 'replicas-to-one',
  severity: 'medium',
  on: 'change',
  what: 'A workload scaled from several pods to one',
  why: 'One crash, one node drained, one slow start, and nobody answers.',
  remedy: 'Keep two or more pods for whatever users wait for.',
  source: 'kubernetes.io/docs: Disruptions',
  *check({ things }) {
    for (const thing of things) {
      if (!hasReplicas(thing.kind)) continue;
      const [was, is] = [thing.before, thing.after].map((side) => numberAt(side, 'spec', 'replicas'));
      if (was !== undefined && was > 1 && is === 1)
        yield { at: thing, message: `${thing.title} is scaled from ${was} pods to 1.` };
    }
  },
};
