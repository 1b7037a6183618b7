import type { ReleaseObject } from '../../kubernetes-object';
import { holdsUnknown } from '../../kubernetes-object/unknown';
import type { Dangling } from '../../references/reference';
import { immutableFault, keepsItsData, staysBecause } from './immutable';
import { meetsItself } from './own-name';
import { titleOf } from '../identity';

/** Changes of objects without pods that Kubernetes refuses; what becomes of a workload its own forecast tells. */
export function refusedOf(objects: readonly ReleaseObject[]): readonly Dangling[] {
  return objects.flatMap((object) => {
    const why = staysBecause(object);
    if (why === undefined) return [];
    const isDoubtful =
      keepsItsData(object) &&
      !meetsItself(object) &&
      immutableFault(object) === undefined &&
      holdsUnknown(object.after);
    const unless = isDoubtful ? ', unless what is known only after apply is the same' : '';
    const what = `${object.change?.action === 'create' ? '' : 'the change of '}${titleOf(object)}`;
    const message = `Kubernetes refuses ${what}: ${why}${unless}.`;
    return [{ at: object, subject: 'refused', message }];
  });
}
