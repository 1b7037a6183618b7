import type { Change } from '../../model';
import type { Release } from '../release';
import { textAt } from '../../kubernetes-object/value';

/**
 * Does the data outlive the object? A PersistentVolume is only a record, whatever it says; a claim's data stays when
 * the volume it is bound to says Retain, and only a volume in the same release or state shows that.
 */
export function retains(change: Change, release: Release): boolean {
  if (change.kind === 'PersistentVolume') {
    const before = release.thingOf(change)?.before;
    return textAt(before, 'spec', 'persistentVolumeReclaimPolicy') === 'Retain';
  }
  if (change.kind !== 'PersistentVolumeClaim') return false;
  const volume = textAt(release.thingOf(change)?.before, 'spec', 'volumeName');
  if (volume === undefined) return false;
  return release.things.some(
    ({ kind, before }) =>
      kind === 'PersistentVolume' &&
      textAt(before, 'metadata', 'name') === volume &&
      textAt(before, 'spec', 'persistentVolumeReclaimPolicy') === 'Retain',
  );
}
