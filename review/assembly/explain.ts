import { kindNamed, kindOfResource } from '../kinds';
import { endingOf } from '../kinds/ending';
import { localImageNoise } from '../kinds/images';
import { kindOfType } from '../kubernetes-object/types';
import type { Change, ResourceChange } from '../model';

/** A change with what its kind knows of it: the end of the old object, or why nobody needs to look. */
export function explained(change: Change, drift: readonly ResourceChange[]): Change {
  const remark = localImageNoise(change, drift);
  if (remark !== undefined) return { ...change, remark };
  // Only the usual order ends the old object before there is a new one; the other two say themselves what they do.
  if (change.action !== 'replace' || change.replaceOrder !== 'delete-first') return change;
  const noun = kindOfType(change.type, change.raw.before ?? change.raw.after);
  const kind = kindOfResource(change.type) ?? (noun === undefined ? undefined : kindNamed(noun));
  return kind === undefined ? change : { ...change, ending: endingOf(kind, change) };
}
