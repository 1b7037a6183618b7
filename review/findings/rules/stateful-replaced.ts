import type { Rule } from '../rule';

export const statefulReplaced: Rule = {
  id: 'stateful-replaced',
  severity: 'high',
  on: 'change',
  what: 'A StatefulSet that is deleted or replaced',
  why: 'All its pods stop before the first new one starts, and its volumes are found again only under the same names.',
  remedy:
    'Undo the field that forces the replacement, or orphan the pods with `kubectl delete --cascade=orphan` and import the new object.',
  source: 'kubernetes provider schema (ForceNew); kubernetes.io/docs: StatefulSets',
  *check(release) {
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      if (thing?.kind !== 'StatefulSet' || (change.action !== 'replace' && change.action !== 'delete')) continue;
      const forcing = change.differences.filter((one) => one.forcesReplacement).map(({ label }) => label);
      const because = forcing.length > 0 ? ` because of ${forcing.join(', ')}` : '';
      yield {
        at: change,
        message: `${thing.title} is ${change.action}d${because}: all its pods stop.`,
        ...(change.action === 'delete' ? { remedy: keepIt } : {}),
      };
    }
  },
};

const keepIt =
  'Keep its block, or take it out of the state without deleting it (a removed block with destroy = false).';
