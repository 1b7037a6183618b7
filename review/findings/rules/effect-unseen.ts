import type { Rule } from '../rule';

export const effectUnseen: Rule = {
  id: 'effect-unseen',
  severity: 'high',
  on: 'change',
  what: 'A changed object that acts on something which stands in no plan of the release, configuration that nothing in them reads, or a new or changed custom resource',
  why: 'The review forecasts what users notice from the pods in its plans; of these it can say nothing, which is not the same as no effect.',
  remedy:
    'Review it together with the plan of the stack that holds what it acts on, or look at that in the cluster and waive the finding.',
  source: 'docs/forecast.md, W7',
  *check({ unseen }) {
    for (const { at, subject, message } of unseen) yield { at, subject, message };
  },
};
