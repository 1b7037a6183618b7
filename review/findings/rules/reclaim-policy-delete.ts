import type { Rule } from '../rule';
import { textAt } from '../../kubernetes-object/value';

export const reclaimPolicyDelete: Rule = {
  id: 'reclaim-policy-delete',
  severity: 'high',
  on: 'change',
  what: 'A volume or storage class whose reclaim policy goes from Retain to Delete',
  why: 'From now on the data is destroyed the moment its claim goes; before, it stayed behind.',
  remedy: 'Keep Retain for what users have stored.',
  source: 'kubernetes.io/docs: Persistent Volumes, Reclaiming',
  *check({ things }) {
    for (const thing of things) {
      const path = thing.kind === 'PersistentVolume' ? ['spec', 'persistentVolumeReclaimPolicy'] : ['reclaimPolicy'];
      if (textAt(thing.before, ...path) === 'Retain' && textAt(thing.after, ...path) === 'Delete')
        yield { at: thing, message: `${thing.title} no longer keeps data when its claim is deleted.` };
    }
  },
};
