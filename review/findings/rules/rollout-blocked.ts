import { shortNameOf } from '../../assembly/names';
import type { Rule } from '../rule';

export const rolloutBlocked: Rule = {
  id: 'rollout-blocked',
  severity: 'high',
  on: 'change',
  what: 'A rollout that cannot complete',
  why: 'Terraform waits until its timeout and fails; the release is half done, and the next plan says "No changes".',
  remedy: 'Clear the way first, in a release of its own, or change the release so that nothing stands in it.',
  *check({ workloads }) {
    for (const workload of workloads)
      if (workload.forecast.completes.state === 'blocked')
        yield {
          at: workload,
          message: `${workload.kind} ${shortNameOf(workload)} cannot complete its rollout: ${workload.forecast.completes.reason.replace(/\.$/, '')}.`,
        };
  },
};
