import { matches } from '../../policy/pattern';
import type { Rule } from '../rule';
import { isDestroyed } from '../view/data';

export const protectedResource: Rule = {
  id: 'protected-resource',
  severity: 'critical',
  on: 'change',
  what: 'An object that the policy protects is deleted, replaced or forgotten',
  why: 'Somebody decided that this object must outlive every release.',
  remedy: 'Keep it, or have its protection lifted in the policy of the base branch first.',
  *check({ changes, policy }) {
    for (const change of changes) {
      if (!isDestroyed(change) && change.action !== 'forget' && change.action !== 'replace') continue;
      const names = [`${change.stack}.${change.address}`, change.type];
      if (policy.protected.some((pattern) => names.some((name) => matches(pattern, name))))
        yield {
          at: change,
          message: `${change.address} is protected by the policy, and this release would ${wordOf(change.action)} it.`,
        };
    }
  },
};

const wordOf = (action: unknown): string => (typeof action === 'string' ? action : 'end');
