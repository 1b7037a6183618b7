import type { Rule } from '../rule';
import { isDestroyed } from '../view/data';
import { at, textAt } from '../../kubernetes-object/value';

export const claimsDeletedWithSet: Rule = {
  id: 'claims-deleted-with-set',
  severity: 'critical',
  on: 'change',
  what: 'A StatefulSet that is deleted, replaced or scaled down and takes claims with it',
  why: 'Its retention policy says Delete: the volumes of the pods that go are destroyed together with them.',
  remedy: 'Set persistent_volume_claim_retention_policy to Retain in a release of its own first.',
  source: 'kubernetes.io/docs: StatefulSets, PersistentVolumeClaim retention',
  *check(release) {
    for (const change of release.changes) {
      const thing = release.thingOf(change);
      if (thing?.kind !== 'StatefulSet' || !isDestroyed(change)) continue;
      const policy = textAt(thing.before, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted');
      if (policy === 'Delete' && at(thing.before, 'spec', 'volumeClaimTemplates') !== undefined)
        yield { at: change, message: `${thing.title} goes, and the volumes of its pods with it.` };
    }
    const forecasts = new Map(release.workloads.map((one) => [`${one.stack}.${one.address}`, one.forecast]));
    for (const thing of release.things) {
      if (thing.kind !== 'StatefulSet' || thing.action !== 'update') continue;
      // What the object says when the controller removes the pods decides, and that is after the update.
      const policy = textAt(thing.after, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled');
      if (policy !== 'Delete' || at(thing.before, 'spec', 'volumeClaimTemplates') === undefined) continue;
      const { podsBefore = null, podsAfter = null } = forecasts.get(`${thing.stack}.${thing.address}`) ?? {};
      if (podsBefore === null || podsAfter === null || podsAfter >= podsBefore) continue;
      const gone = podsBefore - podsAfter;
      yield {
        at: thing,
        subject: 'scaled',
        message: `${thing.title} is scaled from ${podsBefore} to ${podsAfter}: the ${gone === 1 ? 'volume of the pod that goes is' : `volumes of the ${gone} pods that go are`} deleted (whenScaled Delete).`,
      };
    }
  },
};
