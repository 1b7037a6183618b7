import type { Rule } from '../rule';
import { at, textAt } from '../../kubernetes-object/value';

export const strategyToRecreate: Rule = {
  id: 'strategy-to-recreate',
  severity: 'high',
  on: 'change',
  what: 'A Deployment whose strategy changes to Recreate',
  why: 'From now on every release stops all pods before the first new one starts: an outage each time.',
  remedy: 'Keep RollingUpdate; for a ReadWriteOnce volume use surge 0, or a StatefulSet.',
  source: 'kubernetes.io/docs: Deployments, Strategy',
  *check({ things }) {
    for (const thing of things) {
      if (thing.kind !== 'Deployment' || at(thing.before, 'spec') === undefined) continue;
      if (strategyOf(thing.after) === 'Recreate' && strategyOf(thing.before) !== 'Recreate')
        yield { at: thing, message: `${thing.title} changes its strategy to Recreate.` };
    }
  },
};

const strategyOf = (object: unknown): string => textAt(object, 'spec', 'strategy', 'type') ?? 'RollingUpdate';
