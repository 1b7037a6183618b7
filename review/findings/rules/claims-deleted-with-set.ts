import type { Rule } from '../rule';
import { isDestroyed } from '../view/data';
import { at, textAt } from '../../kubernetes-object/value';

export const claimsDeletedWithSet: Rule = {
  id: 'claims-deleted-with-set',
  severity: 'critical',
  on: 'change',
  what: 'A StatefulSet that is deleted or replaced and takes its claims with it',
  why: 'Its retention policy says Delete: the volumes of all its pods are destroyed together with it.',
  remedy: 'Set persistent_volume_claim_retention_policy.when_deleted to Retain in a release of its own first.',
  source: 'kubernetes.io/docs: StatefulSets, PersistentVolumeClaim retention',
  *check(release) {
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      if (thing?.kind !== 'StatefulSet' || !isDestroyed(change)) continue;
      const policy = textAt(thing.before, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted');
      if (policy === 'Delete' && at(thing.before, 'spec', 'volumeClaimTemplates') !== undefined)
        yield { at: change, message: `${thing.title} goes, and the volumes of its pods with it.` };
    }
  },
};
