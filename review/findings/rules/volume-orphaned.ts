import type { Rule } from '../rule';
import { isData, isDestroyed } from '../view/data';
import { at, textAt } from '../../kubernetes-object/value';
import { retains } from '../view/volumes';
import { keepsClaims } from '../../kinds/stateful-set';

export const volumeOrphaned: Rule = {
  id: 'volume-orphaned',
  severity: 'medium',
  on: 'change',
  what: 'A volume or claim that stays behind without anything that manages or mounts it',
  why: 'The data survives, but the new object does not find it, and the old one costs money until somebody remembers it.',
  remedy: 'Decide now: import the volume into the new claim, or plan its deletion after a backup.',
  source: 'kubernetes.io/docs: StatefulSets, PersistentVolumeClaim retention',
  *check(release) {
    for (const change of release.changes) {
      const { action, address } = change;
      if (isData(change) && action === 'forget')
        yield { at: change, message: `${address} leaves the state and lives on unmanaged.` };
      if (isData(change) && isDestroyed(change) && retains(change, release))
        yield { at: change, message: `${address} goes, and its volume (reclaim policy Retain) stays behind unbound.` };
      const thing = release.thingOf(change);
      if (thing?.kind !== 'StatefulSet' || !isDestroyed(change)) continue;
      const claims = at(thing.before, 'spec', 'volumeClaimTemplates');
      const deleted = textAt(thing.before, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete';
      if (claims === undefined || deleted) continue;
      if (action === 'delete')
        yield { at: change, message: `The claims of ${thing.title} stay behind when it is deleted.` };
      else if (!keepsClaims(thing.before, thing.after))
        yield {
          at: change,
          // What users have stored is gone from their view as soon as the new pods start.
          severity: 'high',
          message: `The claims of StatefulSet ${textAt(thing.before, 'metadata', 'name') ?? address} stay behind: the new pods start with new, empty ones of another name.`,
          remedy: 'Keep the names, or copy the data into the new claims before users are moved over.',
        };
    }
  },
};
