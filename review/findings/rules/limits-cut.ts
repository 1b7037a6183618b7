import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { quantityOf } from '../../kubernetes-object/parsed';
import { textAt } from '../../kubernetes-object/value';

export const limitsCut: Rule = {
  id: 'limits-cut',
  severity: 'medium',
  on: 'change',
  what: 'A limit or request that is cut to half or less (`thresholds.resourceCut`)',
  why: 'Pods that needed what they had are killed for memory or throttled under the next load.',
  remedy: 'Cut in smaller steps, and look at the highest use of the last weeks first.',
  source: 'kubernetes.io/docs: Resource Management for Pods and Containers',
  *check({ things, policy }) {
    for (const { at, name, before, after } of containerChanges(things))
      for (const kind of ['limits', 'requests'] as const)
        for (const resource of ['memory', 'cpu'] as const) {
          const [was, is] = [before, after].map((side) => textAt(side, 'resources', kind, resource));
          const [old, now] = [quantityOf(was ?? ''), quantityOf(is ?? '')];
          if (old !== undefined && now !== undefined && now < old && now <= old * policy.thresholds.resourceCut)
            yield {
              at,
              subject: `${name} ${resource} ${kind}`,
              message: `Container ${name} of ${at.title} gets a ${resource} ${kind.slice(0, -1)} of ${is} instead of ${was}.`,
            };
        }
  },
};
