import { shortNameOf } from '../../assembly/names';
import type { Rule } from '../rule';

export const rolloutUncertain: Rule = {
  id: 'rollout-uncertain',
  severity: 'medium',
  on: 'change',
  what: 'A rollout that completes only if something holds that no plan shows',
  why: 'Where it does not hold, Terraform waits until its timeout and fails, and the release is half done.',
  remedy: 'Make sure of it first, or change the release so that it does not depend on it.',
  *check({ workloads }) {
    for (const workload of workloads) {
      const { kind, images, forecast } = workload;
      // A workload whose pods no plan shows is said to be unknown as a whole.
      if (forecast.completes.state === 'unknown' && images.length > 0)
        yield {
          at: workload,
          message: `${kind} ${shortNameOf(workload)} may not complete its rollout: ${forecast.completes.reason.replace(/\.$/, '')}.`,
        };
    }
  },
};
