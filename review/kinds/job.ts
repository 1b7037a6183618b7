import { flagAt, numberAt, textAt } from '../kubernetes-object/value';
import { effect, type Effect } from '../forecast/effect';
import type { Json } from '../model';
import { podReferences } from '../references/pod-references';
import type { Kind, Rollout, WorkloadSides } from './kind';
import { still } from './rolling';
import { blockedByName } from './workload-replacement';

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
    avoid:
      'Name it after its version: then the new Job stands beside the old one. Where no run may be killed, apply when none is under way.',
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
  rollout: (sides) =>
    sides.change === undefined ? still : { ...still, effects: [nextRun(sides)], ...blockedByName(sides) },
  refuses: scheduleFault,
  references: podReferences,
};

/** Source: validateScheduleFormat in `pkg/apis/batch/validation/validation.go`, which asks ParseStandard of robfig/cron 3. */
function scheduleFault(cronJob: Json): string | undefined {
  const schedule = textAt(cronJob, 'spec', 'schedule');
  return schedule === undefined || schedules.test(schedule)
    ? undefined
    : `schedule ${schedule} is neither five fields nor a word like @daily`;
}

const schedules =
  /^(?:\s+(?!@)|(?:CRON_)?TZ=\S+\s+)?(?:@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every\s+\S+)|[\w*/,?-]+(?:\s+[\w*/,?-]+){4})\s*$/;

const isSuspended = (side: Json | null): boolean => flagAt(side, 'spec', 'suspend') === true;

/** When a change of a CronJob takes effect, if ever. */
function nextRun({ before, after }: WorkloadSides): Effect {
  if (after === null)
    return effect('none', 'It never runs again; the Jobs it has started are deleted with it, running ones included.', [
      'action delete',
    ]);
  if (isSuspended(after))
    return effect(
      'none',
      isSuspended(before)
        ? 'It is suspended: the change takes effect when it is resumed.'
        : 'It is suspended: no run starts until it is resumed; runs that have begun go on.',
      ['suspend'],
    );
  if (isSuspended(before))
    return effect('none', 'It is resumed: a run that was missed may start at once, the others on schedule.', [
      'suspend',
    ]);
  return before === null
    ? effect('none', 'It runs for the first time when its schedule says so.', ['schedule'])
    : effect('none', 'Takes effect at the next scheduled run; runs that have begun keep the old template.', [
        'schedule',
      ]);
}

/** Nobody connects to a Job, so that it starts and stops without users noticing. */
function updated(sides: WorkloadSides): Rollout {
  const { change, after, before } = sides;
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
        ...blockedByName(sides),
      };
    }
    case 'delete':
      return {
        kind: 'stopped',
        trigger: 'the object is deleted',
        bounds,
        stops: false,
        starts: false,
        effects: [
          effect('none', 'The Job is deleted with its pods; a run that has not finished is killed.', ['action delete']),
        ],
      };
    default:
      return still;
  }
}
