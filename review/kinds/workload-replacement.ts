import { reasonInWords } from '../diff/action-reason';
import { condition, effect } from '../forecast/effect';
import { meetsItself } from '../forecast/refused/own-name';
import { flagAt } from '../kubernetes-object/value';
import type { Change, Condition, Json } from '../model';
import { allAtOnce, countless, quickStart, still } from './rolling';
import type { Rollout, WorkloadSides } from './kind';

/**
 * What Terraform's own action does to the pods; undefined when it only updates the object in place. `unlessQuick` says what
 * may hide the gap of a replacement.
 */
export function byAction(sides: WorkloadSides, unlessQuick: readonly Condition[] = [quickStart]): Rollout | undefined {
  const { change, podsBefore, podsAfter } = sides;
  switch (change?.action) {
    case 'create':
      return {
        kind: 'created',
        trigger: 'the object is new',
        bounds: podsAfter && {
          lowestAvailable: 0,
          highestRunning: podsAfter.high,
          highestWithTerminating: podsAfter.high,
        },
        stops: false,
        starts: podsAfter?.high !== 0,
        effects: [],
      };
    case 'delete':
      return {
        kind: 'stopped',
        trigger: 'the object is deleted',
        bounds: podsBefore && {
          lowestAvailable: 0,
          highestRunning: podsBefore.high,
          highestWithTerminating: podsBefore.high,
        },
        stops: podsBefore?.high !== 0,
        starts: false,
        effects:
          podsBefore?.high === 0
            ? []
            : [effect('outage', 'The object is deleted, and its pods with it.', ['action delete'])],
      };
    case 'replace':
      return replaced(sides, change, unlessQuick);
    default:
      return undefined;
  }
}

function replaced(sides: WorkloadSides, change: Change, unlessQuick: readonly Condition[]): Rollout {
  const forced = change.differences.filter(({ forcesReplacement }) => forcesReplacement).map(({ label }) => label);
  const asked = change.reason === undefined ? undefined : reasonInWords(change.reason);
  const trigger = forced[0] ?? asked ?? 'the object is replaced';
  const fields = forced.length > 0 ? forced : ['action replace'];
  switch (change.replaceOrder) {
    case 'create-first':
      return besideEachOther(sides, trigger);
    case 'old-kept':
      return { ...still, kind: 'created', trigger, starts: true, ...blockedByName(sides) };
    default:
      // Terraform deletes the object and its pods, then creates the new one: the new pods wait for nothing but the API.
      return allAtOnce(sides, 'replaced', trigger, fields, unlessQuick);
  }
}

function besideEachOther(sides: WorkloadSides, trigger: string): Rollout {
  const { podsBefore: before, podsAfter: after } = sides;
  if (before === null || after === null)
    return { ...countless('replaced', trigger, 'replicas'), ...blockedByName(sides) };
  const waits = waitsForPods(sides.after);
  const most = before.high + after.high;
  return {
    kind: 'replaced',
    trigger,
    bounds: {
      lowestAvailable: waits ? Math.min(before.low, after.low) : 0,
      highestRunning: most,
      highestWithTerminating: most,
    },
    stops: before.high > 0,
    starts: after.high > 0,
    effects: waits
      ? after.low < before.low
        ? [
            effect(after.low === 0 ? 'outage' : 'reduced', 'The new object runs fewer pods than the old one.', [
              'replicas',
            ]),
          ]
        : []
      : [goneTooSoon],
    ...blockedByName(sides),
  };
}

/** Does Terraform wait until the pods of the new object are ready, before it goes on to whatever comes next? */
export const waitsForPods = (after: Json | null): boolean => flagAt(after, 'waitForRollout') !== false;

export const goneTooSoon = effect(
  'outage',
  'The old object goes as soon as the new one exists, before its pods are ready.',
  ['wait_for_rollout'],
  [condition('the new pods are ready before the old ones have stopped serving', 'reduced')],
);

/** Of what runs pods its own forecast tells that it cannot come to pass. */
export const blockedByName = (sides: WorkloadSides): Pick<Rollout, 'blocked'> =>
  meetsItself(sides)
    ? { blocked: 'the new object is created first and has the name of the old one, which Kubernetes refuses' }
    : {};
