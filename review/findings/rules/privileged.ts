import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { since } from '../view/since';
import { flagAt } from '../../kubernetes-object/value';

export const privileged: Rule = {
  id: 'privileged',
  severity: 'high',
  on: 'either',
  what: 'A privileged container',
  why: 'Whoever breaks into it owns the node, and with it every other pod there.',
  remedy: 'Drop privileged and add the one capability that is needed.',
  source: 'kubernetes.io/docs: Pod Security Standards, baseline',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things)) {
      const [was, is] = [before, after].map((side) => flagAt(side, 'securityContext', 'privileged') === true);
      const on = since(was === true, is === true);
      if (on !== undefined)
        yield { at, subject: name, message: `Container ${name} of ${at.title} runs privileged.`, on };
    }
  },
};
