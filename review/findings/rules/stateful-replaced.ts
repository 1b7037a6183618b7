import type { Difference } from '../../model';
import type { Rule } from '../rule';

export const statefulReplaced: Rule = {
  id: 'stateful-replaced',
  severity: 'high',
  on: 'change',
  what: 'A StatefulSet that is deleted or replaced',
  why: 'All its pods stop before the first new one starts, and its volumes are found again only under the same names.',
  remedy:
    'Undo the field that forces the replacement, or delete the set alone (kubectl delete statefulset NAME --cascade=orphan) and plan again: the new set takes over the pods.',
  source:
    'kubernetes provider schema (ForceNew); kubernetes.io/docs: StatefulSets; kubernetes/kubernetes: controller_ref_manager.go, stateful_set.go (a set adopts pods of its own name that its selector matches)',
  *check(release) {
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      if (thing?.kind !== 'StatefulSet' || (change.action !== 'replace' && change.action !== 'delete')) continue;
      const forcing = change.differences.filter((one) => one.forcesReplacement);
      const because = forcing.length > 0 ? ` because of ${forcing.map(({ label }) => label).join(', ')}` : '';
      yield {
        at: change,
        message: `${thing.title} is ${change.action}d${because}: all its pods stop.`,
        ...(change.action === 'delete' ? { remedy: keepIt } : forcing.some(leavesPods) ? { remedy: beside } : {}),
      };
    }
  },
};

/** Under another name or selector the new set takes over no pod of the old one. */
const leavesPods = ({ path }: Difference): boolean =>
  path.includes('selector') || (path.includes('metadata') && !path.includes('template'));

const beside =
  'Keep the name and the selector; or make the new set beside the old one, copy the data, move users over, and delete the old one later.';
const keepIt =
  'Keep its block, or take it out of the state without deleting it (a removed block with destroy = false).';
