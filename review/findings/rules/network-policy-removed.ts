import type { Rule } from '../rule';
import { isDestroyed } from '../view/data';

export const networkPolicyRemoved: Rule = {
  id: 'network-policy-removed',
  severity: 'high',
  on: 'change',
  what: 'A network policy that is deleted, or replaced with a moment without it',
  why: 'Pods that no policy selects any more can be reached by everything in the cluster.',
  remedy: 'Keep it, or have another one in force before it goes.',
  source: 'kubernetes.io/docs: Network Policies',
  *check(release) {
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      if (thing?.kind === 'NetworkPolicy' && isDestroyed(change) && change.replaceOrder !== 'create-first')
        yield { at: change, message: `${thing.title} is ${change.action}d: what it kept out can come in.` };
    }
  },
};
