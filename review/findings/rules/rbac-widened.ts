import type { Rule } from '../rule';
import { aggregatesTo, grantsOf, isRole, newIn } from '../view/rbac';
import { addedTo } from '../view/rbac-added';
import { isUnknownAt } from '../../kubernetes-object/value';
import { listed } from '../words';

export const rbacWidened: Rule = {
  id: 'rbac-widened',
  severity: 'high',
  on: 'change',
  what: 'A role that allows more than before, or newly gives its rules to another by an aggregation label',
  why: 'Everybody and everything bound to it may do that at once.',
  remedy: 'Make a role of its own for the one that needs it.',
  source: 'kubernetes.io/docs: Using RBAC Authorization',
  *check({ things }) {
    for (const thing of things) {
      const joined = newIn(aggregatesTo(thing.kind, thing.before), aggregatesTo(thing.kind, thing.after));
      if (joined.length > 0)
        yield {
          at: thing,
          subject: 'aggregation',
          message: `${thing.title} newly gives its rules to ${listed(joined)}.`,
        };
      if (!isRole(thing.kind) || thing.before === null || isUnknownAt(thing.before, 'rules')) continue;
      const added = addedTo(grantsOf(thing.before), grantsOf(thing.after));
      if (added === 'too many')
        yield { at: thing, message: `${thing.title} may newly allow something: its rules are too many to compare.` };
      else if (added.length > 0)
        yield {
          at: thing,
          message: `${thing.title} newly allows ${listed(added.map(({ verb, resource }) => `${verb} ${resource}`))}.`,
        };
    }
  },
};
