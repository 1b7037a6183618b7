import type { Rule } from '../rule';
import { containerChanges, podsOf } from '../view/containers';
import { numberAt, removed } from '../../kubernetes-object/value';

/** Default of core/v1 PodSpec. */
const grace = (pod: unknown): number => numberAt(pod, 'terminationGracePeriodSeconds') ?? 30;

export const drainRemoved: Rule = {
  id: 'drain-removed',
  severity: 'medium',
  on: 'change',
  what: 'A preStop hook that is removed, or a grace period that gets shorter',
  why: 'Endpoints take a moment to disappear everywhere; a pod that stops at once refuses the requests still sent to it.',
  remedy: 'Keep a preStop of some seconds and a grace period longer than it plus the longest request.',
  source: 'kubernetes.io/docs: Pod Lifecycle, Termination of Pods',
  *check({ things }) {
    for (const { at, name, before, after, isInit } of containerChanges(things))
      if (!isInit && removed(before, after, 'lifecycle', 'preStop'))
        yield { at, subject: name, message: `Container ${name} of ${at.title} loses its preStop hook.` };
    for (const { at, before, after } of podsOf(things))
      if (before !== undefined && after !== undefined && grace(after) < grace(before))
        yield {
          at,
          subject: 'grace period',
          message: `Pods of ${at.title} get ${grace(after)} s to stop instead of ${grace(before)} s.`,
        };
  },
};
