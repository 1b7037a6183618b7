import type { Rule } from '../rule';

const rolls: ReadonlySet<string> = new Set(['rolling', 'recreate', 'replaced', 'stopped']);

export const tooManyChanges: Rule = {
  id: 'too-many-changes',
  severity: 'medium',
  on: 'change',
  what: 'A release that rolls more workloads or changes more objects than one can watch (`thresholds`)',
  why: 'When something breaks, nobody can tell which of the changes it was, and everything has to go back.',
  remedy: 'Release in parts.',
  *check({ workloads, changes, policy, stacks }) {
    const { rollingWorkloads, changedObjects } = policy.thresholds;
    const at = { stack: stacks.length === 1 ? (stacks[0]?.stack ?? '') : 'release', address: '' };
    const rolling = workloads.filter(({ forecast }) => rolls.has(forecast.rollout)).length;
    if (rolling > rollingWorkloads)
      yield { at, subject: 'workloads', message: `${rolling} workloads roll at once, more than ${rollingWorkloads}.` };
    const changed = changes.filter(({ action }) => action !== 'read' && action !== 'no-op').length;
    if (changed > changedObjects)
      yield { at, subject: 'objects', message: `${changed} objects change at once, more than ${changedObjects}.` };
  },
};
