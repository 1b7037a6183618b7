import type { PlanDifference } from '../diff/diff-plan';
import type { Change, Counts, Plan } from '../model';

/** How many objects go through what; one that moves and is updated counts as both. */
export function countsOf({ changes, outputs, drift }: PlanDifference, { invocations = [] }: Plan): Counts {
  const having = (test: (change: Change) => boolean): number => changes.filter(test).length;
  return {
    create: having(({ action }) => action === 'create'),
    update: having(({ action }) => action === 'update'),
    replace: having(({ action }) => action === 'replace'),
    delete: having(({ action }) => action === 'delete'),
    move: having(({ previousAddress }) => previousAddress !== undefined),
    import: having(({ importing }) => importing !== undefined),
    forget: having(({ action }) => action === 'forget'),
    read: having(({ action }) => action === 'read'),
    unknown: having(({ action }) => typeof action !== 'string'),
    invoke: invocations.length,
    outputs: outputs.length,
    drifted: new Set(drift.map(({ address }) => address)).size,
  };
}

export function totalOf(counts: readonly Counts[]): Counts {
  const sum = (key: keyof Counts): number => counts.reduce((total, one) => total + one[key], 0);
  return {
    create: sum('create'),
    update: sum('update'),
    replace: sum('replace'),
    delete: sum('delete'),
    move: sum('move'),
    import: sum('import'),
    forget: sum('forget'),
    read: sum('read'),
    unknown: sum('unknown'),
    invoke: sum('invoke'),
    outputs: sum('outputs'),
    drifted: sum('drifted'),
  };
}
