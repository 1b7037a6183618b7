import type { Difference, Drift, Plan, ResourceChange } from '../model';
import { meaningOf } from './action';
import { manifestChange } from '../kubernetes-object/yaml-body';
import { isNoise, isNoiseWhenGone } from './drift-noise';
import { likelyOwner } from './drift-owner';
import { marksOf } from './secret-keys';
import { spellingOf } from './spelling';
import { notConfigured, type Walked, walk } from './walk';

/**
 * What changed outside Terraform, leaf by leaf, and whether this plan sets it back. A revert looks like any other
 * update in `resource_changes`; only the comparison with `resource_drift` tells.
 */
export function driftOf(plan: Plan): { drift: Drift[]; noise: number } {
  if (plan.drift.length === 0) return { drift: [], noise: 0 };
  const changes = new Map(plan.changes.map((change) => [instanceKey(change), manifestChange(change)]));
  const drift: Drift[] = [];
  let noise = 0;
  for (const entry of plan.drift.map(manifestChange)) {
    const change = changes.get(instanceKey(entry));
    if (entry.after === null && isNoiseWhenGone(entry.type)) {
      noise++;
      continue;
    }
    if (entry.after === null || entry.before === null) {
      drift.push(wholeObject(entry, change, plan.stack));
      continue;
    }
    const walked = differencesBetween(entry, entry.before, entry.after);
    noise += entry.flips;
    noise += walked.noise.computed + walked.noise.emptiness + walked.noise.orderOnly + walked.noise.equivalent;
    const outcome = outcomes(entry, change);
    for (const difference of walked.differences) {
      if (isNoise(entry.type, difference)) {
        noise++;
        continue;
      }
      drift.push({
        stack: plan.stack,
        address: entry.address,
        label: difference.label,
        path: difference.path,
        outcome: outcome(difference),
        before: difference.before,
        actual: difference.after,
        marks: difference.marks,
        likelyOwner: likelyOwner(entry, difference, plan),
      });
    }
  }
  return { drift, noise };
}

/** Not a leaf of it: the object was deleted, or appeared. */
export const isWholeObject = ({ path }: Drift): boolean => path.length === 0;

function instanceKey({ address, deposed = '' }: ResourceChange): string {
  return `${address} ${deposed}`;
}

/** Deleted outside (the usual case), or appeared where the state had nothing. */
function wholeObject(entry: ResourceChange, change: ResourceChange | undefined, stack: string): Drift {
  const action = change && meaningOf(change.actions).action;
  const isGone = entry.after === null;
  const outcome = isGone ? (action === 'create' ? 'undone' : 'adopted') : 'unrelated';
  return {
    stack,
    address: entry.address,
    label: isGone ? 'deleted outside Terraform' : 'appeared outside Terraform',
    path: [],
    outcome,
    before: isGone ? { kind: 'value', value: 'present' } : { kind: 'absent' },
    actual: isGone ? { kind: 'absent' } : { kind: 'value', value: 'present' },
  };
}

/** The plan starts from the outside value: a leaf it leaves alone is adopted, one it leads to the old value is undone. */
function outcomes(entry: ResourceChange, change: ResourceChange | undefined): (leaf: Difference) => Drift['outcome'] {
  const action = change && meaningOf(change.actions).action;
  if (change === undefined || action === 'no-op' || action === 'read') return () => 'adopted';
  if (change.after === null) return () => 'unrelated';
  const fromOutside = differencesBetween(change, entry.after, change.after).differences;
  const fromOld = differencesBetween(change, entry.before, change.after).differences;
  return (leaf) => {
    if (!fromOutside.some((other) => overlap(leaf, other))) return 'adopted';
    return fromOld.some((other) => overlap(leaf, other)) ? 'unrelated' : 'undone';
  };
}

function differencesBetween(
  change: ResourceChange,
  before: ResourceChange['before'],
  after: ResourceChange['after'],
): Walked {
  return walk(
    {
      before,
      after,
      unknown: change.afterUnknown,
      beforeMarks: marksOf(change, change.beforeSensitive),
      afterMarks: marksOf(change, change.afterSensitive),
    },
    { spelling: spellingOf(change.type), replacePaths: [], configured: notConfigured },
  );
}

/** Labels name elements by their key, so they stay the same when list positions do not. */
function overlap(one: Difference, other: Difference): boolean {
  return (
    one.label === other.label || one.label.startsWith(`${other.label} >`) || other.label.startsWith(`${one.label} >`)
  );
}
