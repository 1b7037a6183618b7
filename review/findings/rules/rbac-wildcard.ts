import type { Rule } from '../rule';
import { since } from '../view/since';
import { isRole, permissionsOf } from '../view/rbac';

const star = '*';

export const rbacWildcard: Rule = {
  id: 'rbac-wildcard',
  severity: 'high',
  on: 'either',
  what: 'A role that allows everything of something (`*` as verb, resource or group)',
  why: 'It also allows what is added later; a stolen token of this role can read every secret or start anything.',
  remedy: 'List the verbs and resources that are used.',
  source: 'kubernetes.io/docs: Role Based Access Control Good Practices',
  *check({ things }) {
    for (const thing of things) {
      if (!isRole(thing.kind)) continue;
      const hasStar = (role: typeof thing.after, key: 'verb' | 'resource' | 'group'): boolean =>
        permissionsOf(role).some((permission) => permission[key] === star);
      for (const key of ['verb', 'resource', 'group'] as const) {
        const on = since(hasStar(thing.before, key), hasStar(thing.after, key));
        if (on !== undefined)
          yield {
            at: thing,
            subject: key,
            message: `${thing.title} allows every ${key === 'group' ? 'API group' : key}.`,
            on,
          };
      }
    }
  },
};
