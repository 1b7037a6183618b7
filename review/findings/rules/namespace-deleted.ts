import type { Rule } from '../rule';
import { isDestroyed } from '../view/data';

export const namespaceDeleted: Rule = {
  id: 'namespace-deleted',
  severity: 'critical',
  on: 'change',
  what: 'A namespace that is deleted or replaced',
  why: 'Everything in it is deleted with it, also what no plan mentions: pods, claims, secrets.',
  remedy: 'Keep the namespace; move what is in it first, in a release of its own.',
  source: 'kubernetes.io/docs: Namespaces walkthrough, deleting',
  *check(release) {
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      if (thing?.kind === 'Namespace' && isDestroyed(change))
        yield { at: change, message: `${thing.title} is ${change.action}d, and everything in it with it.` };
    }
  },
};
