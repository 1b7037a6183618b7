import type { Json } from '../../model';
import type { Release, Thing } from '../release';
import type { Rule } from '../rule';
import { since } from '../view/since';
import { at, numberAt, textAt } from '../../kubernetes-object/value';

export const disruptionBudgetBlocksDrains: Rule = {
  id: 'disruption-budget-blocks-drains',
  severity: 'medium',
  on: 'either',
  what: 'A PodDisruptionBudget that never lets a pod go',
  why: 'No node that runs such a pod can be drained: upgrades of the cluster hang until somebody forces them, all at once.',
  remedy: 'Allow one pod to be away (maxUnavailable 1), and run at least two.',
  source: 'kubernetes.io/docs: Specifying a Disruption Budget',
  *check(release) {
    for (const thing of release.things) {
      if (thing.kind !== 'PodDisruptionBudget') continue;
      const on = since(blocks(thing, 'before', release), blocks(thing, 'after', release));
      if (on !== undefined) yield { at: thing, message: `${thing.title} lets no pod go when a node is drained.`, on };
    }
  },
};

function blocks(budget: Thing, side: 'before' | 'after', release: Release): boolean {
  const most = textAt(budget[side], 'spec', 'maxUnavailable');
  if (most !== undefined) return /^0%?$/.test(most);
  const least = textAt(budget[side], 'spec', 'minAvailable');
  if (least === undefined) return false;
  if (least.endsWith('%')) return Number(least.slice(0, -1)) >= 100;
  const replicas = release.things
    .filter((thing) => guards(budget[side], thing, side))
    .map((thing) => numberAt(thing[side], 'spec', 'replicas'));
  const [first] = replicas;
  return first !== undefined && first > 0 && Number(least) >= first;
}

/** Does the budget's selector match the labels of a workload's pods in the same namespace? */
function guards(budget: Json | null, thing: Thing, side: 'before' | 'after'): boolean {
  const wanted = at(budget, 'spec', 'selector', 'matchLabels');
  const labels = at(thing[side], 'spec', 'template', 'metadata', 'labels');
  if (wanted === undefined || labels === undefined || at(budget, 'spec', 'selector', 'matchExpressions') !== undefined)
    return false;
  if (textAt(budget, 'metadata', 'namespace') !== textAt(thing[side], 'metadata', 'namespace')) return false;
  return Object.entries(wanted).every(([key, value]) => textAt(labels, key) === value);
}
