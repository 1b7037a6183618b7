import type { Rule } from '../rule';
import { containerChanges } from '../view/containers';
import { listAt } from '../../kubernetes-object/value';

const dropsAll = (container: unknown): boolean =>
  listAt(container, 'securityContext', 'capabilities', 'drop').includes('ALL');

export const capabilitiesKept: Rule = {
  id: 'capabilities-kept',
  severity: 'medium',
  on: 'change',
  what: 'A container that no longer drops all Linux capabilities',
  why: "It gets back the container runtime's default set, which a program that only serves requests never needs.",
  remedy: 'Keep capabilities.drop = ["ALL"].',
  source: 'kubernetes.io/docs: Pod Security Standards, restricted',
  *check({ things }) {
    for (const { at, name, before, after } of containerChanges(things))
      if (after !== undefined && dropsAll(before) && !dropsAll(after))
        yield { at, subject: name, message: `Container ${name} of ${at.title} no longer drops all capabilities.` };
  },
};
