import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { flagAt } from '../../kubernetes-object/value';

/** `true` is also the default of core/v1 SecurityContext. */
const allows = (container: unknown): boolean =>
  flagAt(container, 'securityContext', 'allowPrivilegeEscalation') !== false;

export const privilegeEscalation: Rule = {
  id: 'privilege-escalation',
  severity: 'medium',
  on: 'change',
  what: 'A container that may gain more privileges than its parent again',
  why: 'A set-user-id program inside the image turns a small hole into root in the container.',
  remedy: 'Keep allow_privilege_escalation = false.',
  source: 'kubernetes.io/docs: Pod Security Standards, restricted',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things))
      if (before !== undefined && after !== undefined && !allows(before) && allows(after))
        yield { at, subject: name, message: `Container ${name} of ${at.title} may escalate its privileges again.` };
  },
};
