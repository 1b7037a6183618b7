import type { Change } from '../../model';
import type { Rule } from '../rule';
import { isData, isDestroyed } from '../view/data';
import { retains } from '../view/volumes';

export const dataDestroyed: Rule = {
  id: 'data-destroyed',
  severity: 'critical',
  on: 'change',
  what: 'A volume, claim, bucket or database that is deleted or replaced',
  why: 'What users have stored in it is gone, and no rollback brings it back.',
  remedy:
    'Keep the object: undo the field that forces its replacement, or take it out of the state without destroying it (a removed block with destroy = false).',
  source: 'kubernetes.io/docs: Persistent Volumes, Reclaiming',
  *check(release) {
    for (const change of release.changes)
      if (isData(change) && isDestroyed(change) && !retains(change, release))
        yield {
          at: change,
          message: `${change.address} is ${wordOf(change)}, and the data in it with it.`,
          ...(change.action === 'delete' ? { remedy: keepIt } : {}),
        };
  },
};

const keepIt =
  'Keep its block, or take it out of the state without destroying it (a removed block with destroy = false).';

const wordOf = ({ action, differences }: Change): string => {
  if (action === 'delete') return 'deleted';
  const forcing = differences.filter(({ forcesReplacement }) => forcesReplacement).map(({ label }) => label);
  return forcing.length === 0 ? 'replaced' : `replaced because of ${forcing.join(', ')}`;
};
