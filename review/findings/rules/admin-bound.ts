import type { Json } from '../../model';
import type { Rule } from '../rule';
import { isBinding } from '../view/rbac';
import { since } from '../view/since';
import { listAt, textAt } from '../../kubernetes-object/value';

export const adminBound: Rule = {
  id: 'admin-bound',
  severity: 'critical',
  on: 'either',
  what: 'A binding to cluster-admin, or one that names everybody',
  why: 'A stolen token, or no token at all, then owns the cluster.',
  remedy: 'Bind a role that lists what is needed to the one service account that needs it.',
  source: 'kubernetes.io/docs: Using RBAC Authorization, user-facing roles',
  *check({ things }) {
    for (const thing of things) {
      if (!isBinding(thing.kind)) continue;
      for (const [subject, test, message] of [
        ['cluster-admin', bindsAdmin, 'gives its subjects the whole cluster (cluster-admin)'],
        ['everybody', bindsEverybody, 'gives its role to everybody'],
      ] as const) {
        const on = since(test(thing.before), test(thing.after));
        if (on !== undefined) yield { at: thing, subject, message: `${thing.title} ${message}.`, on };
      }
    }
  },
};

const bindsAdmin = (binding: Json | null): boolean => textAt(binding, 'roleRef', 'name') === 'cluster-admin';

const everybody = /^system:(anonymous|unauthenticated|authenticated|serviceaccounts)$/;
const bindsEverybody = (binding: Json | null): boolean =>
  listAt(binding, 'subjects').some((subject) => everybody.test(textAt(subject, 'name') ?? ''));
