import { flagAt } from '../../kubernetes-object/value';
import type { Rule } from '../rule';

export const cronJobStopped: Rule = {
  id: 'cron-job-stopped',
  severity: 'medium',
  on: 'change',
  what: 'A CronJob that is suspended or deleted',
  why: 'What it does on schedule (backups, reports, clean-up) stays undone, and nothing reports that it does not run.',
  remedy: 'Say in the release who does its work from now on, or until when it is suspended.',
  source: 'kubernetes.io/docs: CronJob, Schedule suspension',
  *check({ things }) {
    for (const thing of things) {
      if (thing.kind !== 'CronJob') continue;
      if (thing.action === 'delete') yield { at: thing, message: `${thing.title} is deleted: it never runs again.` };
      else if (isSuspended(thing.after) && thing.before !== null && !isSuspended(thing.before))
        yield { at: thing, message: `${thing.title} is suspended: it does not run until it is resumed.` };
    }
  },
};

const isSuspended = (side: unknown): boolean => flagAt(side, 'spec', 'suspend') === true;
