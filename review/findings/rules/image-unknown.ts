import { isUnknownAt } from '../../kubernetes-object/value';
import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';

export const imageUnknown: Rule = {
  id: 'image-unknown',
  severity: 'medium',
  on: 'change',
  what: 'An image that is known only after apply',
  why: 'Whoever approves this plan cannot know what will run: whatever has been built or tagged by then.',
  remedy: 'Build and push first, and plan with the tag or digest that came of it.',
  source: 'terraform.io/docs: plan representation, after_unknown',
  *check({ things }) {
    for (const { at, name, after } of containerChanges(things))
      if (isUnknownAt(after, 'image'))
        yield {
          at,
          subject: name,
          message: `What container ${name} of ${at.title} will run is known only after apply.`,
        };
  },
};
