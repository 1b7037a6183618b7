import type { Rule } from '../rule';
import { isBinding, subjectsOf } from '../view/rbac';
import { listed } from '../words';

export const bindingWidened: Rule = {
  id: 'binding-widened',
  severity: 'high',
  on: 'change',
  what: 'A binding that gives its role to more subjects than before',
  why: 'They may do everything the role allows, at once.',
  remedy: 'Check with the owner of the role that they should.',
  source: 'kubernetes.io/docs: Using RBAC Authorization',
  *check({ things }) {
    for (const thing of things) {
      if (!isBinding(thing.kind) || thing.before === null) continue;
      const before = subjectsOf(thing.before);
      const added = [...subjectsOf(thing.after)].filter((subject) => !before.has(subject));
      if (added.length > 0) yield { at: thing, message: `${thing.title} newly gives its role to ${listed(added)}.` };
    }
  },
};
