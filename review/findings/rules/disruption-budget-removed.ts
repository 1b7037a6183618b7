import type { Rule } from '../rule';

export const disruptionBudgetRemoved: Rule = {
  id: 'disruption-budget-removed',
  severity: 'medium',
  on: 'change',
  what: 'A PodDisruptionBudget that is deleted while the pods it guards stay',
  why: 'The next drain of nodes may take all pods at once.',
  remedy: 'Keep the budget.',
  source: 'kubernetes.io/docs: Disruptions',
  *check(release) {
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      // When the stack goes as a whole, so does what the budget guards.
      if (thing?.kind !== 'PodDisruptionBudget' || change.action !== 'delete') continue;
      const isDestroy = release.stacks.some(({ stack, plan }) => stack === change.stack && plan.mode === 'destroy');
      if (!isDestroy)
        yield { at: change, message: `${thing.title} is deleted: a drain may take all its pods at once.` };
    }
  },
};
