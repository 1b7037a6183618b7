import { holdsUnknownAt, isUnknownAt } from '../../kubernetes-object/value';
import type { Rule } from '../rule';
import { aggregatesTo, grantsOf, isBinding, isRole, newIn, subjectsOf } from '../view/rbac';
import { addedTo } from '../view/rbac-added';
import { listed } from '../words';

export const permissionRemoved: Rule = {
  id: 'permission-removed',
  severity: 'high',
  on: 'change',
  what: 'A role that allows less than before or no longer gives its rules to another, or a binding that gives it to fewer subjects',
  why: 'Pods that run as one of them are refused from then on, without a restart and whatever their probes say.',
  remedy: 'Make sure that nothing that runs needs it, in the audit log of the API server or with its owner.',
  source: 'kubernetes.io/docs: Using RBAC Authorization',
  *check({ things }) {
    for (const thing of things) {
      // What is deleted as a whole is approved as such.
      if (thing.action !== 'update') continue;
      if (isBinding(thing.kind)) {
        const after = subjectsOf(thing.after);
        const lost = [...subjectsOf(thing.before)].filter((subject) => !after.has(subject));
        if (lost.length > 0 && !isUnknownAt(thing.after, 'subjects'))
          yield { at: thing, message: `${thing.title} no longer gives its role to ${listed(lost)}.` };
      }
      const left = newIn(aggregatesTo(thing.kind, thing.after), aggregatesTo(thing.kind, thing.before));
      if (left.length > 0 && !holdsUnknownAt(thing.after, 'metadata', 'labels'))
        yield {
          at: thing,
          subject: 'aggregation',
          message: `${thing.title} no longer gives its rules to ${listed(left)}.`,
        };
      if (!isRole(thing.kind) || isUnknownAt(thing.after, 'rules')) continue;
      const lost = addedTo(grantsOf(thing.after), grantsOf(thing.before));
      if (lost === 'too many')
        yield { at: thing, message: `${thing.title} may allow less than before: its rules are too many to compare.` };
      else if (lost.length > 0)
        yield {
          at: thing,
          message: `${thing.title} no longer allows ${listed(lost.map(({ verb, resource }) => `${verb} ${resource}`))}.`,
        };
    }
  },
};
