import type { Json } from '../../model';
import type { Rule } from '../rule';
import { listAt, textAt } from '../../kubernetes-object/value';
import { listed } from '../words';

export const nodeEvictsPods: Rule = {
  id: 'node-evicts-pods',
  severity: 'high',
  on: 'change',
  what: 'A taint that drives the pods off a node',
  why: 'NoExecute removes every pod that does not tolerate it, all at once and without asking disruption budgets.',
  remedy: 'Drain the node first, which asks the budgets, or taint it with NoSchedule.',
  source: 'kubernetes.io/docs: Taints and Tolerations',
  *check({ changes }) {
    for (const change of changes) {
      if (change.type !== 'kubernetes_node_taint' || change.action === 'delete' || change.action === 'forget') continue;
      const before = evicting(change.raw.before);
      const added = evicting(change.raw.after).filter((taint) => !before.includes(taint));
      const node = textAt(change.raw.after, 'metadata', 0, 'name') ?? change.address;
      if (added.length > 0)
        yield { at: change, message: `Node ${node} drives its pods off by taint ${listed(added)}.` };
    }
  },
};

const evicting = (values: Json): readonly string[] =>
  listAt(values, 'taint')
    .filter((taint) => textAt(taint, 'effect') === 'NoExecute')
    .map((taint) => textAt(taint, 'key') ?? '');
