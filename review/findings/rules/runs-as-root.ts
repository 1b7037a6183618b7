import type { Rule } from '../rule';
import { type ContainerChange, containerChanges } from '../view/containers';
import { since } from '../view/since';
import { flagAt, numberAt } from '../../kubernetes-object/value';

export const runsAsRoot: Rule = {
  id: 'runs-as-root',
  severity: 'medium',
  on: 'either',
  what: 'A container that runs as root, or that is no longer kept from it',
  why: 'A hole in the program is then root in the container, one step from the node.',
  remedy: 'Set run_as_non_root = true and a user id of the image.',
  source: 'kubernetes.io/docs: Pod Security Standards, restricted',
  *check({ things }) {
    for (const change of containerChanges(things)) {
      const { at, name, before, after } = change;
      const on = since(isRoot(change, 'before'), isRoot(change, 'after'));
      if (on !== undefined) yield { at, subject: name, message: `Container ${name} of ${at.title} runs as root.`, on };
      else if (before !== undefined && after !== undefined && isKept(change, 'before') && !isKept(change, 'after'))
        yield {
          at,
          subject: name,
          message: `Container ${name} of ${at.title} is no longer kept from running as root.`,
          on: 'change',
        };
    }
  },
};

/** What a container says counts before what its pod says. */
function isRoot(change: ContainerChange, side: 'before' | 'after'): boolean {
  if (change[side] === undefined) return false;
  const own = numberAt(change[side], 'securityContext', 'runAsUser');
  return (own ?? numberAt(change.pods[side], 'securityContext', 'runAsUser')) === 0;
}

function isKept(change: ContainerChange, side: 'before' | 'after'): boolean {
  const own = flagAt(change[side], 'securityContext', 'runAsNonRoot');
  const user =
    numberAt(change[side], 'securityContext', 'runAsUser') ??
    numberAt(change.pods[side], 'securityContext', 'runAsUser');
  return (own ?? flagAt(change.pods[side], 'securityContext', 'runAsNonRoot')) === true || (user ?? 0) > 0;
}
