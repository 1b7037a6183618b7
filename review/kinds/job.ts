import { numberAt } from '../kubernetes-object/value';
import { effect } from '../forecast/effect';
import { podReferences } from '../references/pod-references';
import type { Kind, Rollout, WorkloadSides } from './kind';
import { still } from './rolling';

export const job: Kind = {
  noun: 'Job',
  types: ['kubernetes_job_v1', 'kubernetes_job'],
  replacedBy: [
    'spec.template',
    'spec.selector',
    'spec.completions',
    'spec.completionMode',
    'spec.backoffLimitPerIndex',
    'spec.podFailurePolicy',
  ],
  replacement: {
    old: 'The old Job is deleted with its finished pods and their logs; a run that is not finished is killed.',
    avoid: 'Let it finish first, or name it after its version: then the new Job stands beside the old one.',
  },
  runsToCompletion: true,
  rollout: updated,
  references: podReferences,
};

export const cronJob: Kind = {
  noun: 'CronJob',
  types: ['kubernetes_cron_job_v1', 'kubernetes_cron_job'],
  replacedBy: [],
  replacement: {
    old: 'The old CronJob is deleted with the Jobs it has started, running ones included.',
    avoid: 'Keep the name and the namespace; everything else is updated in place.',
  },
  runsToCompletion: true,
  rollout: ({ change }) =>
    change === undefined
      ? still
      : {
          ...still,
          effects: [
            effect('none', 'Takes effect at the next scheduled run; runs that have begun keep the old template.', [
              'schedule',
            ]),
          ],
        },
  references: podReferences,
};

/** Nobody connects to a Job, so that it starts and stops without users noticing. */
function updated({ change, after, before }: WorkloadSides): Rollout {
  const pods = numberAt(after ?? before, 'spec', 'parallelism') ?? 1;
  const bounds = { lowestAvailable: 0, highestRunning: pods, highestWithTerminating: pods };
  switch (change?.action) {
    case 'create':
      return { kind: 'created', trigger: 'the object is new', bounds, stops: false, starts: true, effects: [] };
    case 'replace': {
      const trigger =
        change.differences.find(({ forcesReplacement }) => forcesReplacement)?.label ?? 'the object is replaced';
      const told = effect('none', 'Runs once more from the beginning; a run that has not finished is killed.', [
        trigger,
      ]);
      return {
        kind: 'replaced',
        trigger,
        bounds: { ...bounds, highestWithTerminating: 2 * pods },
        stops: false,
        starts: true,
        effects: [told],
      };
    }
    case 'delete':
      return { kind: 'stopped', trigger: 'the object is deleted', bounds, stops: false, starts: false, effects: [] };
    default:
      return still;
  }
}
