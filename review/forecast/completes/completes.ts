import type { Completes } from '../../model';
import { leftBehind, lostFile, missingClass, missingConfiguration, pullDoubt, refusedConfiguration } from './needs';
import { webhookDoubt } from './admission';
import { defaultsDoubt, limitBlock, quotaDoubt } from './limit-ranges';
import { nameDoubt } from './name-taken';
import { placementDoubt } from './placement';
import { probeBlock } from '../pods/probes';
import { podRefusalOf, refusalOf } from '../refused/workloads';
import { podSecurityDoubt } from './pod-security';
import { changed, type Subject } from '../subject';
import { timeoutBlock } from './waiting';
import { quotaBlock } from './quotas';
import { claimBlock, claimDoubt, hostPortDoubt } from './held-by-one-pod';

/** Can the rollout complete, as far as the plans show what stands in its way? A disruption budget never does. */
export function completesOf(subject: Subject): Completes {
  const { rollout } = subject;
  const blocked =
    rollout.blocked ??
    (rollout.starts || changed(subject.object) ? refusalOf(subject) : undefined) ??
    (rollout.starts
      ? (podRefusalOf(subject) ??
        limitBlock(subject) ??
        missingConfiguration(subject) ??
        missingClass(subject) ??
        probeBlock(subject.podAfter) ??
        timeoutBlock(subject) ??
        quotaBlock(subject) ??
        claimBlock(subject))
      : undefined);
  if (blocked !== undefined) return { state: 'blocked', reason: blocked };
  const uncertain =
    rollout.uncertain ??
    nameDoubt(subject) ??
    (rollout.starts
      ? (hostPortDoubt(subject) ??
        claimDoubt(subject) ??
        quotaDoubt(subject) ??
        defaultsDoubt(subject) ??
        pullDoubt(subject) ??
        refusedConfiguration(subject) ??
        leftBehind(subject) ??
        lostFile(subject) ??
        podSecurityDoubt(subject) ??
        webhookDoubt(subject) ??
        placementDoubt(subject))
      : undefined);
  return uncertain === undefined ? { state: 'expected' } : { state: 'unknown', reason: uncertain };
}
