import type { Rule } from '../rule';
import { since } from '../view/since';
import { type Grant, grantsOf, isRole } from '../view/rbac';

const star = '*';

/** Of named resources it is no star: nothing else has those names. */
const allowsEvery: { readonly [subject: string]: (grant: Grant) => boolean } = {
  verb: ({ verbs }) => verbs.has(star),
  resource: ({ resources, names }) => resources.has(star) && names === '',
  group: ({ groups }) => groups.has(star),
};

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
      const [before, after] = [grantsOf(thing.before), grantsOf(thing.after)];
      for (const [subject, isEvery] of Object.entries(allowsEvery)) {
        const on = since(before.some(isEvery), after.some(isEvery));
        if (on !== undefined)
          yield {
            at: thing,
            subject,
            message: `${thing.title} allows every ${subject === 'group' ? 'API group' : subject}.`,
            on,
          };
      }
    }
  },
};
