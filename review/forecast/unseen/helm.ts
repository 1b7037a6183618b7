import { textAt } from '../../kubernetes-object/value';
import type { Change, Forecast, Workload } from '../../model';
import { unforeseen } from './unforeseen';

/** A chart's objects are in no plan: what can be said is that something rolls, or goes, and that nobody sees what. */
export function helmWorkloads(changes: readonly Change[]): readonly Workload[] {
  return changes
    .filter(({ type, action, mode }) => type === 'helm_release' && mode === 'managed' && rollouts.has(action))
    .map(workloadOf);
}

const rollouts: ReadonlyMap<Change['action'], Forecast['rollout']> = new Map([
  ['create', 'created'],
  ['update', 'rolling'],
  ['replace', 'replaced'],
  ['delete', 'stopped'],
]);

function workloadOf(change: Change): Workload {
  const { action, differences, raw } = change;
  const side = raw.after ?? raw.before;
  const called = {
    kind: 'HelmRelease',
    namespace: textAt(side, 'namespace') ?? null,
    name: textAt(side, 'name') ?? null,
  };
  const gone = action === 'delete' || action === 'replace';
  const text = gone
    ? 'Everything that the chart has made is uninstalled; which users that hits is not in the plan.'
    : 'The objects of the chart are not in the plan, so nobody can say which pods roll and how.';
  return unforeseen(change, called, {
    rollout: rollouts.get(action) ?? 'none',
    trigger: differences[0]?.label,
    reason: { text, fields: differences.slice(0, 3).map(({ label }) => label) },
    conditions: gone ? [{ if: 'users are served by a workload of this chart', impact: 'outage' }] : [],
    hidden: 'the objects of the chart are not in the plan',
  });
}
