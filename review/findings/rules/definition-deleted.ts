import type { Rule } from '../rule';
import { isDestroyed } from '../view/data';

export const definitionDeleted: Rule = {
  id: 'definition-deleted',
  severity: 'critical',
  on: 'change',
  what: 'A CustomResourceDefinition that is deleted or replaced',
  why: 'All custom objects of that kind, in every namespace, are deleted with it.',
  remedy: 'Keep the definition; change it in place.',
  source: 'kubernetes.io/docs: Extend the Kubernetes API with CustomResourceDefinitions, deleting',
  *check(release) {
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      if (thing?.kind === 'CustomResourceDefinition' && isDestroyed(change))
        yield { at: change, message: `${thing.title} is ${change.action}d, and every object of its kind with it.` };
    }
  },
};
