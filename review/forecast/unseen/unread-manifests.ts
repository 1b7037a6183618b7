import { calledIn, wasChangedOutside } from '../../kubernetes-object/yaml-body';
import { isManifest } from '../../kubernetes-object/types';
import type { Change, Workload } from '../../model';
import { changed } from '../subject';
import { unforeseen } from './unforeseen';

/**
 * Manifests of which nobody can say what they change: the text is no object, it is known only after apply, or the apply
 * sets back what somebody has changed in the cluster, which the plan does not show.
 */
export function unreadManifests(changes: readonly Change[]): readonly Workload[] {
  return changes.flatMap((change) => {
    const why = whyUnread(change);
    if (why === undefined) return [];
    const { raw, differences } = change;
    return [
      unforeseen(change, calledIn(raw.after ?? raw.before), {
        rollout: 'none',
        reason: { text: why, fields: differences.slice(0, 3).map(({ label }) => label) },
        hidden: 'what is applied is not in the plan',
      }),
    ];
  });
}

/** Undefined for a change that can be read. */
export function whyUnread(change: Change): string | undefined {
  const { type, mode, kind, action, raw } = change;
  if (!isManifest(type) || mode !== 'managed' || !changed({ change })) return undefined;
  if (kind === undefined) return 'The manifest cannot be read from the plan, so nobody can say what it changes.';
  return action === 'update' && wasChangedOutside(raw)
    ? 'Somebody has changed this object in the cluster, and the apply sets that back; what it was is not in the plan.'
    : undefined;
}
